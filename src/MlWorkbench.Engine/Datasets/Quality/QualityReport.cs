namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>Results of the quality checks, worst first.</summary>
/// <param name="Checks">Stable names of the completed checks, with or without findings.</param>
/// <param name="Target">The column to predict. Null if only the checks without a target were run.</param>
public sealed record QualityReport(int Rows, string? Target, IReadOnlyList<string> Checks, IReadOnlyList<QualityFinding> Findings)
{
    /// <summary>Combines the checks without and with a target.</summary>
    public static QualityReport Merge(QualityReport general, QualityReport targeted) => new(
        general.Rows,
        targeted.Target,
        [.. general.Checks, .. targeted.Checks],
        Sort([.. general.Findings, .. targeted.Findings]));

    internal static IReadOnlyList<QualityFinding> Sort(IEnumerable<QualityFinding> findings) => [.. findings.OrderBy(finding => finding.Severity)];
}
