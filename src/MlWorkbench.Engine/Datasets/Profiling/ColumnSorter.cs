using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Sorts one numeric column after another in the same memory.</summary>
internal sealed class ColumnSorter
{
    private double[] _values = [];
    private ulong[] _spare = [];

    /// <summary>The values in ascending order, missing ones left out; good until the next call.</summary>
    public ReadOnlySpan<double> Sort(NumericColumn column)
    {
        if (_values.Length < column.Length)
        {
            _values = GC.AllocateUninitializedArray<double>(column.Length);
        }

        var count = 0;
        foreach (var value in column.Values)
        {
            if (!double.IsNaN(value))
            {
                _values[count++] = value;
            }
        }

        var values = _values.AsSpan(0, count);
        RadixSort.Sort(values, ref _spare);
        return values;
    }
}
