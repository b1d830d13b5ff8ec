using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>Builds one column from rows of several batches. Each batch can have its own levels; those of the sampled rows become one list.</summary>
internal sealed class SampledColumn(int rows)
{
    private readonly Dictionary<string, int> _codeOf = new(StringComparer.Ordinal);
    private readonly List<string> _levels = [];
    private double[] _values = [];
    private int[] _codes = [];
    private Column? _last;
    private int _count;

    public void Add(Column column, int[] drawn)
    {
        _last = column;
        if (column is NumericColumn numbers)
        {
            Add(numbers.Values, drawn);
        }
        else
        {
            Add((CategoricalColumn)column, drawn);
        }
    }

    public Column Build() => _last switch
    {
        NumericColumn numbers => new NumericColumn(numbers.Name, numbers.Type, _values),
        CategoricalColumn levels => new CategoricalColumn(levels.Name, levels.Type, _codes, [.. _levels]),
        _ => throw new InvalidOperationException("No batch was added to the column."),
    };

    private void Add(double[] values, int[] drawn)
    {
        _values = _values.Length == 0 ? new double[rows] : _values;
        foreach (var row in drawn)
        {
            _values[_count++] = values[row];
        }
    }

    private void Add(CategoricalColumn column, int[] drawn)
    {
        _codes = _codes.Length == 0 ? new int[rows] : _codes;
        var known = new Dictionary<int, int>();
        foreach (var row in drawn)
        {
            var code = column.Codes[row];
            if (code >= 0 && !known.TryGetValue(code, out _))
            {
                known.Add(code, CodeOf(column.Levels[code]));
            }

            _codes[_count++] = code < 0 ? CategoricalColumn.Missing : known[code];
        }
    }

    private int CodeOf(string level)
    {
        if (!_codeOf.TryGetValue(level, out var code))
        {
            code = _levels.Count;
            _codeOf.Add(level, code);
            _levels.Add(level);
        }

        return code;
    }
}
