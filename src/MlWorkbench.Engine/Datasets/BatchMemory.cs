namespace MlWorkbench.Engine.Datasets;

/// <summary>
/// Memory for the values of one column, batch by batch: two arrays by turns, because one batch is written while the next is read.
/// New ones for every batch would outlive the small collections of garbage, and pile up.
/// </summary>
internal sealed class BatchMemory<T>
{
    private T[] _current = [];
    private T[] _other = [];

    /// <summary>The array of the next batch, of unknown content; what it held was that of the batch before the last.</summary>
    public T[] Next(int rows)
    {
        (_current, _other) = (_other, _current);
        if (_current.Length != rows)
        {
            _current = GC.AllocateUninitializedArray<T>(rows);
        }

        return _current;
    }
}
