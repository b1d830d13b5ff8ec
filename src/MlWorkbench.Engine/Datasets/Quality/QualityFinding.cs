namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>A property of the data that matters for training.</summary>
/// <param name="Check">Stable name of the check, for example <c>leakage</c>.</param>
/// <param name="Message">The finding in a sentence with numbers.</param>
/// <param name="Action">The recommended action.</param>
/// <param name="Measure">Meaning of the numbers in the evidence.</param>
/// <param name="Columns">The affected columns, worst first. Empty if the whole table is affected.</param>
public sealed record QualityFinding(
    string Check,
    QualitySeverity Severity,
    string Message,
    string Action,
    string Measure,
    IReadOnlyList<ColumnEvidence> Columns)
{
    /// <summary>Columns to exclude from an experiment to resolve the finding. Empty if exclusion does not resolve it.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}
