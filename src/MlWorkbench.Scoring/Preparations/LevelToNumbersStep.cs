using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>
/// Converts each level of a column to one or more numbers. The same method is used for single rows and for tables. In a table, it runs once per distinct
/// level.
/// </summary>
/// <param name="keep">Whether the column itself remains.</param>
public abstract class LevelToNumbersStep(string column, bool keep) : PreparationStep
{
    [ThreadStatic]
    private static double[]? _buffer;

    public string Column { get; } = Named(column);

    public bool Keep { get; } = keep;

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => [Column];

    [JsonIgnore]
    public override IReadOnlyList<string> Removes => Keep ? [] : [Column];

    public override bool Reads(int input, ColumnType type) => ColumnLevels.CanRead(type);

    public override Column[] Apply(IReadOnlyList<Column> inputs)
    {
        var column = ColumnLevels.Of(inputs[0]);
        var values = new double[Outputs.Count][];
        for (var output = 0; output < values.Length; output++)
        {
            values[output] = new double[column.Length];
        }

        var numbers = new double[values.Length];
        var firstRow = new int[column.Levels.Length + 1];
        for (var row = 0; row < column.Length; row++)
        {
            var code = column.Codes[row];
            ref var first = ref firstRow[code + 1];
            if (first == 0)
            {
                Write(code < 0 ? null : column.Levels[code], numbers);
                first = row + 1;
                for (var output = 0; output < values.Length; output++)
                {
                    values[output][row] = numbers[output];
                }
            }
            else
            {
                foreach (var target in values)
                {
                    target[row] = target[first - 1];
                }
            }
        }

        return [.. Outputs.Select(Column (output, i) => new NumericColumn(output.Name, output.Type, values[i]))];
    }

    public override void Apply(ScoringRow row, ReadOnlySpan<int> inputs, ReadOnlySpan<int> outputs)
    {
        if (_buffer is null || _buffer.Length < outputs.Length)
        {
            _buffer = new double[outputs.Length];
        }

        var numbers = _buffer.AsSpan(0, outputs.Length);
        Write(ColumnLevels.TextOf(row, inputs[0]), numbers);
        for (var i = 0; i < outputs.Length; i++)
        {
            row.Numbers[outputs[i]] = numbers[i];
        }
    }

    /// <summary>Writes the numbers of one level. Null means missing.</summary>
    protected abstract void Write(string? level, Span<double> numbers);

    private protected static PreparedColumn[] Numbers(IEnumerable<string> names) => [.. names.Select(name => new PreparedColumn(Named(name), ColumnType.Number))];

    /// <summary>Positions of the levels by their text.</summary>
    private protected static Dictionary<string, int> IndexOf(IReadOnlyList<string> levels)
    {
        var index = new Dictionary<string, int>(levels.Count, StringComparer.Ordinal);
        for (var i = 0; i < levels.Count; i++)
        {
            if (!index.TryAdd(levels[i], i))
            {
                throw new ArgumentException($"Level '{levels[i]}' occurs twice.", nameof(levels));
            }
        }

        return index;
    }
}
