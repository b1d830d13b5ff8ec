using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>Words and colours for quality findings.</summary>
internal static class QualityText
{
    public static VerdictLevel LevelOf(QualitySeverity severity) => severity switch
    {
        QualitySeverity.Blocker => VerdictLevel.Bad,
        QualitySeverity.Warning => VerdictLevel.Warning,
        _ => VerdictLevel.Neutral,
    };

    public static string Summary(QualityReport report)
    {
        var checks = $"{report.Checks.Count} checks over {NumberText.Count(report.Rows)} rows";
        if (report.Findings.Count == 0)
        {
            return $"{checks} found no problems.";
        }

        var parts = Enum.GetValues<QualitySeverity>()
            .Select(severity => (severity, Count: report.Findings.Count(finding => finding.Severity == severity)))
            .Where(part => part.Count > 0)
            .Select(part => $"{part.Count} {part.severity.ToString().ToLowerInvariant()}{(part.Count == 1 ? "" : "s")}");
        return $"{checks}: {string.Join(", ", parts)}.";
    }
}
