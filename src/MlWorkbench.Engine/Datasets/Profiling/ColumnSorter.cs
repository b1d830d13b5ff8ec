using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Sorts numeric columns one after another in reusable memory.</summary>
internal sealed class ColumnSorter
{
    private double[] _values = [];
    private ulong[] _spare = [];

    /// <summary>The values in ascending order, without missing ones. Valid until the next call.</summary>
    public ReadOnlySpan<double> Sort(NumericColumn column) => Sort(column.Length, column.Values.CopyTo);

    /// <inheritdoc cref="Sort(NumericColumn)"/>
    /// <param name="length">Length of the column, including missing values.</param>
    /// <param name="fill">Writes the values of the column into the given memory.</param>
    public ReadOnlySpan<double> Sort(int length, Action<Span<double>> fill)
    {
        if (_values.Length < length)
        {
            _values = GC.AllocateUninitializedArray<double>(length);
        }

        fill(_values.AsSpan(0, length));
        var count = 0;
        foreach (var value in _values.AsSpan(0, length))
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
