using System.Runtime.CompilerServices;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>A column whose values are doubles.</summary>
internal abstract class NumericColumnParser(ColumnPlan plan, int batchRows) : ColumnParser(plan)
{
    private double[] _values = GC.AllocateUninitializedArray<double>(batchRows);
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
        var full = _count == _values.Length;
        var column = new NumericColumn(Plan.Name, Plan.Type, full ? _values : _values[.._count]);
        _values = GC.AllocateUninitializedArray<double>(_values.Length);
        _count = 0;
        return column;
    }

    protected abstract bool TryParse(ReadOnlySpan<byte> value, out double number);
}
