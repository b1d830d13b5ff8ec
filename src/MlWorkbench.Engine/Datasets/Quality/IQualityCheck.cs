namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>
/// Checks for one kind of problem. It sees each column once, in the order of the table, and stores little, so that a table need not fit into memory.
/// </summary>
internal interface IQualityCheck
{
    /// <summary>Stable name in the API: <c>duplicate_rows</c>.</summary>
    string Name { get; }

    void Inspect(InspectedColumn column);

    /// <summary>Returns the findings after all columns were inspected.</summary>
    IEnumerable<QualityFinding> Conclude();
}
