namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Finds added, removed and changed rows from pairs of columns, one after the other.</summary>
internal interface IRowComparison
{
    /// <param name="from">Hashes of the older table's values. The array is reused.</param>
    /// <param name="to">Hashes of the newer table's values. The array is reused.</param>
    void Inspect(string column, ulong[] from, ulong[] to);

    RowDifference Conclude();
}
