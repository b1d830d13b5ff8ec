namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>What the checks found, worst first.</summary>
/// <param name="Checks">Stable names of the checks that were made, whether or not they found something.</param>
/// <param name="Target">The column to predict; null where only the checks that need none were made.</param>
public sealed record QualityReport(int Rows, string? Target, IReadOnlyList<string> Checks, IReadOnlyList<QualityFinding> Findings)
{
    /// <summary>The checks without a target and those with one as one list.</summary>
    public static QualityReport Merge(QualityReport general, QualityReport targeted) => new(
        general.Rows,
        targeted.Target,
        [.. general.Checks, .. targeted.Checks],
        Sort([.. general.Findings, .. targeted.Findings]));

    internal static IReadOnlyList<QualityFinding> Sort(IEnumerable<QualityFinding> findings) => [.. findings.OrderBy(finding => finding.Severity)];
}
