namespace MlWorkbench.Engine.Datasets;

/// <summary>
/// Memory for the values of one column, batch by batch. Two arrays alternate, because one batch is written while the next is read. New arrays for every batch
/// would survive the small garbage collections and accumulate.
/// </summary>
internal sealed class BatchMemory<T>
{
    private T[] _current = [];
    private T[] _other = [];

    /// <summary>Returns the array of the next batch with undefined content. It was used by the batch before the last.</summary>
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
