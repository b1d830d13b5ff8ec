using MlWorkbench.Application.Access;
using MlWorkbench.Engine.Datasets.Associations;
using MlWorkbench.Engine.Datasets.Comparison;
using MlWorkbench.Engine.Datasets.Quality;

namespace MlWorkbench.Application.Datasets.Analyses;

/// <summary>Analyses of a version that take longer than a request. The first request starts a job; repeat the request until the result exists.</summary>
public sealed class DatasetAnalyses(DatasetCatalog catalog, AnalysisLauncher launcher)
{
    /// <summary>Findings of the quality checks, worst first.</summary>
    /// <param name="version">If omitted, the newest version is used.</param>
    /// <param name="target">If omitted, the checks that need a target are skipped.</param>
    public async Task<Analysis<QualityReport>> GetQualityAsync(Actor actor, string name, int? version, string? target, CancellationToken cancellation)
    {
        var found = await catalog.GetVersionAsync(actor, name, version, cancellation);
        var general = await launcher.GetAsync<QualityReport>(actor, new AnalysisQuestion(found.Id, AnalysisKind.Quality), $"Quality of {Title(found)}", cancellation);
        if (target is null)
        {
            return general;
        }

        RequireColumn(found, target);
        var targeted = await launcher.GetAsync<QualityReport>(actor, new AnalysisQuestion(found.Id, AnalysisKind.TargetQuality, target), $"Quality of {Title(found)} to predict {target}", cancellation);
        return general.Result is { } report && targeted.Result is { } more
            ? new Analysis<QualityReport>(QualityReport.Merge(report, more), null)
            : new Analysis<QualityReport>(null, general.Reason ?? targeted.Reason);
    }

    /// <summary>The rate or mean of a target by the ranges and levels of every other column.</summary>
    /// <param name="version">If omitted, the newest version is used.</param>
    public async Task<Analysis<TargetRates>> GetTargetRatesAsync(Actor actor, string name, int? version, string target, CancellationToken cancellation)
    {
        var found = await catalog.GetVersionAsync(actor, name, version, cancellation);
        RequireColumn(found, target);
        return await launcher.GetAsync<TargetRates>(actor, new AnalysisQuestion(found.Id, AnalysisKind.TargetRates, target), $"{target} by the columns of {Title(found)}", cancellation);
    }

    /// <summary>The strength of association of each pair of columns.</summary>
    /// <param name="version">If omitted, the newest version is used.</param>
    public async Task<Analysis<AssociationMatrix>> GetAssociationsAsync(Actor actor, string name, int? version, CancellationToken cancellation)
    {
        var found = await catalog.GetVersionAsync(actor, name, version, cancellation);
        return await launcher.GetAsync<AssociationMatrix>(actor, new AnalysisQuestion(found.Id, AnalysisKind.Associations), $"Associations of {Title(found)}", cancellation);
    }

    /// <summary>The changes from one version to another.</summary>
    /// <param name="key">Columns that identify the rows. If empty, rows are equal if all their values are equal.</param>
    public async Task<Analysis<DatasetComparison>> CompareAsync(
        Actor actor, string name, int from, int to, IReadOnlyCollection<string> key, CancellationToken cancellation)
    {
        if (from == to)
        {
            throw WorkbenchException.Invalid("same_version", $"Version {from} cannot be compared with itself. Choose two versions of '{name}'.");
        }

        var older = await catalog.GetVersionAsync(actor, name, from, cancellation);
        var newer = await catalog.GetVersionAsync(actor, name, to, cancellation);
        foreach (var column in key)
        {
            RequireColumn(older, column);
            RequireColumn(newer, column);
        }

        string[] ordered = [.. newer.Columns.Select(column => column.Name).Where(key.Contains)];
        var question = new AnalysisQuestion(newer.Id, AnalysisKind.Comparison, DatasetJson.Write(new ComparisonSubject(from, ordered)), older.Id);
        var by = ordered.Length == 0 ? "" : $" by {string.Join(", ", ordered)}";
        return await launcher.GetAsync<DatasetComparison>(actor, question, $"{newer.Dataset}: version {from} and version {to} compared{by}", cancellation);
    }

    private static void RequireColumn(DatasetVersionDetails version, string column)
    {
        if (version.Columns.All(known => known.Name != column))
        {
            throw WorkbenchException.Invalid("unknown_column", $"Version {version.Version} of '{version.Dataset}' has no column '{column}'. Choose one of its {version.Columns.Count} columns.", column: column);
        }
    }

    private static string Title(DatasetVersionDetails version) => $"{version.Dataset}, version {version.Version}";
}
