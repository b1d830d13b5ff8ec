namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>Looks for one kind of trouble. It sees each column once, in the order of the table, and keeps no more than it needs, so that a table need not fit into memory.</summary>
internal interface IQualityCheck
{
    /// <summary>Stable name in the API: <c>duplicate_rows</c>.</summary>
    string Name { get; }

    void Inspect(InspectedColumn column);

    /// <summary>What was found once every column was seen.</summary>
    IEnumerable<QualityFinding> Conclude();
}
