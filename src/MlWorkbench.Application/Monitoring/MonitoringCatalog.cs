using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Reads drift checks.</summary>
public sealed class MonitoringCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private const int WindowsShown = 12;
    private const int VersionsOffered = 200;

    private static readonly ListOrders<RegisteredModel, Guid> Orders = new ListOrders<RegisteredModel, Guid>(model => model.Id)
        .By("name", model => model.Name, descending: false);

    /// <summary>Models by name. <see cref="ListQuery.Search"/> searches names.</summary>
    public async Task<Page<MonitoredModelSummary>> ListAsync(Actor actor, ListQuery query, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see drift");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var models = db.RegisteredModels.AsNoTracking().Where(model => model.ProjectId == actor.Project.Id && model.Versions.Count > 0);
        if (query.Pattern is { } pattern)
        {
            models = models.Where(model => ListQuery.Matches(model.Name, pattern));
        }

        var total = await models.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(models, query, cancellationToken);
        var page = await slice.Rows
            .Select(model => new
            {
                model.Name,
                Version = model.Versions.OrderByDescending(version => version.Stage == Stage.Production).ThenByDescending(version => version.Number)
                    .Select(version => new { version.Id, version.Number, version.Stage, Logged = db.PredictionBatches.Where(batch => batch.ModelVersionId == version.Id && !batch.IsShadow).Sum(batch => batch.Rows) })
                    .First(),
                LatestId = db.DriftReports
                    .Where(report => report.ModelVersion!.ModelId == model.Id)
                    .OrderByDescending(report => report.CreatedAt)
                    .Select(report => (Guid?)report.Id)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var ids = page.Select(model => model.LatestId).OfType<Guid>().ToArray();
        var checks = (await Rows(db, db.DriftReports.Where(report => ids.Contains(report.Id))).ToListAsync(cancellationToken)).ToDictionary(row => row.Id, Summary);
        return slice.ToPage<MonitoredModelSummary>(
            [.. page.Select(model => new MonitoredModelSummary(model.Name, model.Version.Number, model.Version.Stage, model.LatestId is { } id ? checks[id] : null, model.Version.Logged))],
            total);
    }

    /// <param name="checkId">If omitted, the newest check is selected.</param>
    public async Task<DriftDetails> FindAsync(Actor actor, string model, Guid? checkId, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see drift");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var version = await MonitoredVersions.FindAsync(db, actor.Project, model, cancellationToken) ?? throw WorkbenchException.NotFound($"model '{model}'");
        var reports = db.DriftReports.AsNoTracking().Where(report => report.ModelVersion!.ModelId == version.ModelId);
        var selected = checkId is { } id
            ? await Rows(db, reports.Where(report => report.Id == id)).SingleOrDefaultAsync(cancellationToken) ?? throw WorkbenchException.NotFound("such drift check of this model")
            : await Rows(db, reports.OrderByDescending(report => report.CreatedAt)).FirstOrDefaultAsync(cancellationToken);
        var history = await Rows(db, reports.OrderByDescending(report => report.CreatedAt).Take(WindowsShown)).ToListAsync(cancellationToken);
        var reference = await db.DatasetVersions
            .Where(data => data.Id == version.DatasetVersionId)
            .Select(data => new { data.Dataset!.Name, data.Number })
            .SingleAsync(cancellationToken);
        return new DriftDetails(
            version.Model,
            version.Number,
            version.Stage,
            DatasetText(reference.Name, reference.Number),
            selected is null ? null : Summary(selected),
            selected?.Result is { } json ? DriftJson.Read(json) : null,
            [.. history.OrderBy(row => row.CreatedAt).Select(row => new DriftWindow(Summary(row), Severity(row.Result)))]);
    }

    /// <summary>Dataset versions to compare with: those of the training data's dataset first, then by age, newest first.</summary>
    public async Task<IReadOnlyList<ComparableVersion>> ListComparableAsync(Actor actor, string model, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see datasets");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var version = await MonitoredVersions.FindAsync(db, actor.Project, model, cancellationToken) ?? throw WorkbenchException.NotFound($"model '{model}'");
        return await db.DatasetVersions.AsNoTracking()
            .Where(data => data.Dataset!.ProjectId == version.ProjectId && data.ArchivedAt == null && data.Dataset.ArchivedAt == null)
            .OrderByDescending(data => data.Dataset!.Versions.Any(sibling => sibling.Id == version.DatasetVersionId))
            .ThenByDescending(data => data.CreatedAt)
            .Take(VersionsOffered)
            .Select(data => new ComparableVersion(data.Dataset!.Name, data.Number, data.Rows, data.CreatedAt, data.Id == version.DatasetVersionId))
            .ToListAsync(cancellationToken);
    }

    private static IQueryable<ReportRow> Rows(WorkbenchDbContext db, IQueryable<DriftReport> reports) =>
        reports.AsNoTracking().Select(report => new ReportRow
        {
            Id = report.Id,
            ModelVersion = report.ModelVersion!.Number,
            Dataset = db.DatasetVersions.Where(data => data.Id == report.CurrentVersionId).Select(data => data.Dataset!.Name).SingleOrDefault(),
            DatasetVersion = db.DatasetVersions.Where(data => data.Id == report.CurrentVersionId).Select(data => (int?)data.Number).SingleOrDefault(),
            From = report.From,
            To = report.To,
            Result = report.Result,
            Drifted = report.Drifted,
            DriftedShare = report.DriftedShare,
            Reason = report.Reason,
            Job = db.JobRuns
                .Where(job => job.SubjectId == report.Id)
                .OrderByDescending(job => job.QueuedAt)
                .Select(job => (JobState?)job.State)
                .FirstOrDefault(),
            JobReason = db.JobRuns
                .Where(job => job.SubjectId == report.Id)
                .OrderByDescending(job => job.QueuedAt)
                .Select(job => job.Reason)
                .FirstOrDefault(),
            CreatedByName = report.CreatedByName,
            CreatedAt = report.CreatedAt,
        });

    private static DriftCheckSummary Summary(ReportRow row)
    {
        var state = row.Result is not null ? DriftCheckState.Completed
            : row.Job is JobState.Queued or JobState.Running ? DriftCheckState.Running
            : DriftCheckState.Failed;
        return new DriftCheckSummary
        {
            Id = row.Id,
            ModelVersion = row.ModelVersion,
            State = state,
            Against = row.Dataset is { } name ? DatasetText(name, row.DatasetVersion!.Value) : WindowText(row.From!.Value, row.To!.Value),
            Drifted = row.Drifted,
            DriftedShare = row.DriftedShare,
            Reason = state == DriftCheckState.Failed ? JobReasonText.Of(row.Reason ?? row.JobReason) : null,
            CreatedByName = row.CreatedByName,
            CreatedAt = row.CreatedAt,
        };
    }

    private static string DatasetText(string name, int version) => $"{name}, version {version}";

    private static string WindowText(DateTime from, DateTime to) =>
        string.Create(CultureInfo.InvariantCulture, $"predictions from {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm}");

    private static Dictionary<string, double> Severity(string? result)
    {
        var severity = new Dictionary<string, double>(StringComparer.Ordinal);
        var strip = result is null ? new Strip([]) : DriftJson.Read<Strip>(result);
        foreach (var row in strip.Features.Append(strip.Target).Append(strip.Prediction).OfType<StripFeature>())
        {
            severity[row.Name] = row.Severity;
        }

        return severity;
    }

    // The part of a stored result that the strip needs. Histograms are skipped.
    private sealed record Strip(IReadOnlyList<StripFeature> Features, StripFeature? Target = null, StripFeature? Prediction = null);

    private sealed record StripFeature(string Name, double Severity);

    private sealed record ReportRow
    {
        public required Guid Id { get; init; }

        public required int ModelVersion { get; init; }

        public required string? Dataset { get; init; }

        public required int? DatasetVersion { get; init; }

        public required DateTime? From { get; init; }

        public required DateTime? To { get; init; }

        public required string? Result { get; init; }

        public required bool? Drifted { get; init; }

        public required double? DriftedShare { get; init; }

        public required Statement? Reason { get; init; }

        public required JobState? Job { get; init; }

        public required Statement? JobReason { get; init; }

        public required string CreatedByName { get; init; }

        public required DateTime CreatedAt { get; init; }
    }
}
