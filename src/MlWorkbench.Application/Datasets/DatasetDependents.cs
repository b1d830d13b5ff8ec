using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets;

/// <summary>Describes the objects that depend on the data of some versions.</summary>
internal static class DatasetDependents
{
    /// <returns>For instance <c>the experiment 'Churn' and 2 drift checks depend</c>. Null without dependents.</returns>
    public static async Task<string?> DescribeAsync(WorkbenchDbContext db, IReadOnlyCollection<Guid> versions, CancellationToken cancellation)
    {
        var experiments = db.Experiments.Where(experiment => experiment.DatasetVersionId != null && versions.Contains(experiment.DatasetVersionId.Value));
        var models = db.ModelVersions.Where(version => versions.Contains(version.Run!.Experiment!.DatasetVersionId!.Value));
        var reports = db.Reports.Where(report => db.Runs.Any(run => run.Id == report.RunId && versions.Contains(run.Experiment!.DatasetVersionId!.Value)));
        var checks = db.DriftReports.Where(check => versions.Contains(check.ReferenceVersionId) || (check.CurrentVersionId != null && versions.Contains(check.CurrentVersionId.Value)));
        var derived = db.DatasetVersions.Where(version => !versions.Contains(version.Id)
            && ((version.DerivedFromId != null && versions.Contains(version.DerivedFromId.Value)) || (version.JoinedWithId != null && versions.Contains(version.JoinedWithId.Value))));
        var imports = ImportCatalog.Active(db, db.DatasetImports.Where(import => (import.FromVersionId != null && versions.Contains(import.FromVersionId.Value)) || (import.JoinedWithId != null && versions.Contains(import.JoinedWithId.Value))));
        var batches = db.BatchPredictions.Where(batch => batch.DatasetVersionId != null && versions.Contains(batch.DatasetVersionId.Value)
            && db.JobRuns.Any(job => job.SubjectId == batch.Id && (job.State == JobState.Queued || job.State == JobState.Running)));
        // A schedule scores the newest version, so it only keeps the last ones.
        var schedules = db.BatchSchedules.Where(schedule =>
            db.DatasetVersions.Any(version => version.DatasetId == schedule.DatasetId && versions.Contains(version.Id))
            && !db.DatasetVersions.Any(version => version.DatasetId == schedule.DatasetId && !versions.Contains(version.Id)));
        string[] parts =
        [
            .. Part(await experiments.CountAsync(cancellation), "experiment", await experiments.OrderBy(row => row.CreatedAt).Select(row => row.Name).FirstOrDefaultAsync(cancellation)),
            .. Part(await models.CountAsync(cancellation), "model version", await models.OrderBy(row => row.CreatedAt).Select(row => row.Model!.Name + " " + row.Number).FirstOrDefaultAsync(cancellation)),
            .. Part(await reports.CountAsync(cancellation), "report", await reports.OrderBy(row => row.CreatedAt).Select(row => row.Title).FirstOrDefaultAsync(cancellation)),
            .. Part(await derived.CountAsync(cancellation), "derived version", await derived.OrderBy(row => row.CreatedAt).Select(row => row.Dataset!.Name + " " + row.Number).FirstOrDefaultAsync(cancellation)),
            .. Part(await imports.CountAsync(cancellation), "running import", await imports.OrderBy(row => row.CreatedAt).Select(row => row.Dataset).FirstOrDefaultAsync(cancellation)),
            .. Part(
                await batches.CountAsync(cancellation),
                "running batch prediction",
                await batches.OrderBy(row => row.CreatedAt).Select(row => row.ModelVersion!.Model!.Name).FirstOrDefaultAsync(cancellation)),
            .. Part(
                await schedules.CountAsync(cancellation),
                "scoring schedule",
                await schedules.OrderBy(row => row.CreatedAt).Select(row => row.Model!.Name).FirstOrDefaultAsync(cancellation)),
            .. Part(await checks.CountAsync(cancellation), "drift check", await checks.OrderBy(row => row.CreatedAt).Select(row => row.ModelVersion!.Model!.Name).FirstOrDefaultAsync(cancellation)),
        ];
        return parts switch
        {
            [] => null,
            [var one] => $"{one} {(one.StartsWith('1') ? "depends" : "depend")}",
            _ => $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]} depend",
        };
    }

    private static IEnumerable<string> Part(int count, string what, string? first) => count switch
    {
        0 => [],
        1 => [$"1 {what} ('{first}')"],
        _ => [$"{count} {what}s ('{first}', …)"],
    };
}
