namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>Something about the data that whoever trains on it should know.</summary>
/// <param name="Check">Stable name of the check, for example <c>leakage</c>.</param>
/// <param name="Message">What was found, in a sentence with numbers.</param>
/// <param name="Action">What to do about it.</param>
/// <param name="Measure">What the numbers in the evidence are.</param>
/// <param name="Columns">The columns concerned, worst first; empty where the whole table is.</param>
public sealed record QualityFinding(
    string Check,
    QualitySeverity Severity,
    string Message,
    string Action,
    string Measure,
    IReadOnlyList<ColumnEvidence> Columns)
{
    /// <summary>The columns that an experiment should leave out to be rid of it; none where that repairs nothing.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}
