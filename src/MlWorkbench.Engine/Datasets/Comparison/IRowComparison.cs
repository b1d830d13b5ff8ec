namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Says which rows came, went and changed, from one pair of columns after the other.</summary>
internal interface IRowComparison
{
    /// <param name="from">The hashes of the older table's values; the array is used again.</param>
    /// <param name="to">The hashes of the newer table's values; the array is used again.</param>
    void Inspect(string column, ulong[] from, ulong[] to);

    RowDifference Conclude();
}
