using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Starts drift checks: current data against the data that a model was trained on.</summary>
public sealed class DriftChecks(IDbContextFactory<WorkbenchDbContext> contexts, JobLauncher jobs, ChangeLog changes, TimeProvider clock)
{
    /// <summary>Checks the version in Production. If Production is empty, checks the newest version. Returns the id of the new drift report.</summary>
    public async Task<Guid> StartAsync(Actor actor, string model, DriftCheckRequest request, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Monitor, "start drift checks");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var version = await MonitoredVersions.FindAsync(db, actor.Project, model, cancellationToken) ?? throw WorkbenchException.NotFound($"model '{model}'");
        var report = await MakeReportAsync(db, actor, version, request, cancellationToken);
        db.DriftReports.Add(report);
        var job = await jobs.AddAsync<DriftCheckJob>(db, actor, report.Id, $"Drift check of {version.Model}, version {version.Number}", JobQueues.Default, cancellationToken);
        await changes.RecordAsync(db, actor, MonitoringEvents.Of(version),
            new MonitoringEvents.DriftCheckStarted(report.Id, version.Number), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.Enqueue(job);
        return report.Id;
    }

    private async Task<DriftReport> MakeReportAsync(
        WorkbenchDbContext db,
        Actor actor,
        MonitoredVersion version,
        DriftCheckRequest request,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        (DateTime From, DateTime To)? window = request.Dataset is null ? CheckWindow(request, now) : null;
        Guid? current = request.Dataset is { } dataset ? await FindDatasetVersionAsync(db, version.ProjectId, dataset, request.Version, cancellationToken) : null;
        return new DriftReport
        {
            Id = Guid.CreateVersion7(),
            ProjectId = version.ProjectId,
            ModelVersionId = version.Id,
            ReferenceVersionId = version.DatasetVersionId,
            CurrentVersionId = current,
            From = window?.From,
            To = window?.To,
            CreatedById = actor.UserId,
            CreatedByName = actor.Name,
            CreatedAt = now,
        };
    }

    private static (DateTime From, DateTime To) CheckWindow(DriftCheckRequest request, DateTime now)
    {
        if (request.From is not { } from)
        {
            throw WorkbenchException.Invalid("drift_current_missing",
                "The drift check has no current data. Choose a dataset, or the start of a window of logged predictions.");
        }

        var to = request.To ?? now;
        return from < to
            ? (from.ToUniversalTime(), to.ToUniversalTime())
            : throw WorkbenchException.Invalid("drift_window_empty", "The window of logged predictions ends before it starts. Swap its ends.");
    }

    private static async Task<Guid> FindDatasetVersionAsync(
        WorkbenchDbContext db, Guid projectId, string dataset, int? number, CancellationToken cancellationToken)
    {
        var found = await db.DatasetVersions.AsNoTracking()
            .Where(version => version.Dataset!.ProjectId == projectId && version.Dataset.Name == dataset && (number == null || version.Number == number))
            .OrderBy(version => version.ArchivedAt != null).ThenByDescending(version => version.Number)
            .Select(version => (Guid?)version.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return found ?? throw WorkbenchException.NotFound(number is null ? $"dataset '{dataset}'" : $"version {number} of a dataset '{dataset}'");
    }
}
