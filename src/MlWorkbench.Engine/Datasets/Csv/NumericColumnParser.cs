using System.Runtime.CompilerServices;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Parses a column of doubles.</summary>
internal abstract class NumericColumnParser(ColumnPlan plan, int batchRows) : ColumnParser(plan)
{
    private readonly BatchMemory<double> _memory = new();
    private double[] _values = [];
    private int _count;

    public override void AddMissing() => _values[_count++] = double.NaN;

    [MethodImpl(Compilation.AtOnce)]
    public override bool TryAdd(ReadOnlySpan<byte> value)
    {
        if (!TryParse(value, out var number))
        {
            return false;
        }

        _values[_count++] = number;
        return true;
    }

    public override Column Take()
    {
        var column = new NumericColumn(Plan.Name, Plan.Type, _count == _values.Length ? _values : _values[.._count]);
        (_values, _count) = ([], 0);
        return column;
    }

    public override void Reserve()
    {
        if (_values.Length == 0)
        {
            _values = _memory.Next(batchRows);
        }
    }

    protected abstract bool TryParse(ReadOnlySpan<byte> value, out double number);
}
