using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Home;

/// <summary>Reads the contents of the home page.</summary>
public sealed class HomeCatalog(IDbContextFactory<WorkbenchDbContext> contexts, IOptionsMonitor<AccessOptions> access, TimeProvider clock)
{
    private const int NeedsOfAKind = 5;
    private const int RunningShown = 10;
    private const int ChangesShown = 12;
    private static readonly TimeSpan FailuresShown = TimeSpan.FromDays(7);

    public async Task<HomeOverview> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see the home page");
        var project = actor.Project.Id;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        List<Need> needs =
        [
            .. await RequestsAsync(db, actor, cancellationToken),
            .. await DriftedModelsAsync(db, project, cancellationToken),
            .. await FailedJobsAsync(db, actor, cancellationToken),
        ];
        var running = await JobCatalog.ReadAsync(db, db.JobRuns.AsNoTracking().Where(job => job.ProjectId == project && (job.State == JobState.Running || job.State == JobState.Queued)).OrderByDescending(job => job.State).ThenBy(job => job.QueuedAt).Take(RunningShown), cancellationToken);
        var changes = await ChangesAsync(db, project, cancellationToken);
        var isEmpty = changes.Count == 0 && running.Count == 0 && !await db.Datasets.AnyAsync(dataset => dataset.ProjectId == project, cancellationToken);
        return new HomeOverview(isEmpty, needs, running, changes);
    }

    /// <summary>Returns the counters of the top bar. Without the right to read, they are zero.</summary>
    public async Task<Pulse> PulseAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.Read))
        {
            return new Pulse(0, 0);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var jobs = await db.JobRuns.CountAsync(job => job.ProjectId == actor.Project.Id && (job.State == JobState.Queued || job.State == JobState.Running), cancellationToken);
        return new Pulse(jobs, actor.May(Permission.Approve) ? await ToDecide(db, actor).CountAsync(cancellationToken) : 0);
    }

    private async Task<IReadOnlyList<Need>> RequestsAsync(WorkbenchDbContext db, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.Approve))
        {
            return [];
        }

        var requests = await ToDecide(db, actor)
            .OrderBy(request => request.RequestedAt)
            .Take(NeedsOfAKind)
            .Select(request => new { request.Id, Model = request.ModelVersion!.Model!.Name, request.ModelVersion.Number, request.ToStage, request.RequestedByName, request.RequestedAt })
            .ToListAsync(cancellationToken);
        return [.. requests.Select(request => new Need(
            NeedKind.Request,
            request.Id,
            string.Create(CultureInfo.InvariantCulture, $"{request.Model} version {request.Number} to {request.ToStage}"),
            $"{request.RequestedByName} requests your decision",
            request.RequestedAt))];
    }

    private static async Task<IReadOnlyList<Need>> DriftedModelsAsync(WorkbenchDbContext db, Guid project, CancellationToken cancellationToken)
    {
        var reports = await db.DriftReports.AsNoTracking()
            .Where(report => report.ModelVersion!.Model!.ProjectId == project && report.Drifted == true && !db.DriftReports.Any(newer => newer.ModelVersion!.ModelId == report.ModelVersion!.ModelId && newer.Drifted != null && newer.CreatedAt > report.CreatedAt))
            .OrderByDescending(report => report.CreatedAt)
            .Take(NeedsOfAKind)
            .Select(report => new { report.Id, Model = report.ModelVersion!.Model!.Name, report.DriftedShare, report.CreatedAt })
            .ToListAsync(cancellationToken);
        return [.. reports.Select(report => new Need(NeedKind.Drift, report.Id, report.Model, string.Create(CultureInfo.InvariantCulture, $"{report.DriftedShare:P0} of its features drifted"), report.CreatedAt))];
    }

    private async Task<IReadOnlyList<Need>> FailedJobsAsync(WorkbenchDbContext db, Actor actor, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().UtcDateTime - FailuresShown;
        var failed = db.JobRuns.AsNoTracking()
            // A refused file concerns only its sender.
            .Where(job => job.ProjectId == actor.Project.Id && job.State == JobState.Failed && job.EndedAt > since && (job.Kind != ImportJob.Kind || job.RequestedById == actor.UserId) && !db.JobRuns.Any(newer => newer.SubjectId == job.SubjectId && newer.QueuedAt > job.QueuedAt))
            .OrderByDescending(job => job.EndedAt)
            .Take(NeedsOfAKind);
        return [.. (await JobCatalog.ReadAsync(db, failed, cancellationToken)).Select(job => new Need(NeedKind.FailedJob, job.SubjectId, job.Title, job.Reason, job.EndedAt!.Value, job))];
    }

    private IQueryable<TransitionRequest> ToDecide(WorkbenchDbContext db, Actor actor)
    {
        var own = access.CurrentValue.SingleUser;
        return db.TransitionRequests.AsNoTracking().Where(request => request.ModelVersion!.Model!.ProjectId == actor.Project.Id && request.State == TransitionRequestState.Open && (own || (request.RequestedById != actor.UserId && request.TokenMakerId != actor.UserId)));
    }

    /// <summary>Returns the newest changes of each kind, in one statement.</summary>
    private static Task<List<Change>> ChangesAsync(WorkbenchDbContext db, Guid project, CancellationToken cancellationToken)
    {
        var datasets = db.DatasetVersions.Where(version => version.Dataset!.ProjectId == project).OrderByDescending(version => version.CreatedAt).Take(ChangesShown)
            .Select(version => new { Kind = ChangeKind.DatasetVersion, version.Dataset!.Name, version.Number, version.Id, Stage = (Stage?)null, By = version.CreatedByName, At = version.CreatedAt });
        var experiments = db.Experiments.Where(experiment => experiment.ProjectId == project && experiment.Spec != null).OrderByDescending(experiment => experiment.CreatedAt).Take(ChangesShown)
            .Select(experiment => new { Kind = ChangeKind.Experiment, experiment.Name, Number = 0, experiment.Id, Stage = (Stage?)null, By = experiment.CreatedByName, At = experiment.CreatedAt });
        var versions = db.ModelVersions.Where(version => version.Model!.ProjectId == project).OrderByDescending(version => version.CreatedAt).Take(ChangesShown)
            .Select(version => new { Kind = ChangeKind.ModelVersion, version.Model!.Name, version.Number, version.Id, Stage = (Stage?)null, By = version.CreatedByName, At = version.CreatedAt });
        var transitions = db.StageTransitions.Where(transition => transition.ModelVersion!.Model!.ProjectId == project).OrderByDescending(transition => transition.Sequence).Take(ChangesShown)
            .Select(transition => new { Kind = ChangeKind.StageTransition, transition.ModelVersion!.Model!.Name, transition.ModelVersion.Number, Id = transition.ModelVersionId, Stage = (Stage?)transition.ToStage, By = transition.ActorName, transition.At });
        var reports = db.Reports.Where(report => report.ProjectId == project).OrderByDescending(report => report.CreatedAt).Take(ChangesShown)
            .Select(report => new { Kind = ChangeKind.Report, Name = report.Title, Number = 0, report.Id, Stage = (Stage?)null, By = report.CreatedByName, At = report.CreatedAt });
        // The first part determines the types of the columns, so it has a stage.
        return transitions.Concat(datasets).Concat(experiments).Concat(versions).Concat(reports)
            .OrderByDescending(change => change.At)
            .Take(ChangesShown)
            .Select(change => new Change(change.Kind, change.Name, change.Number == 0 ? null : change.Number, change.Id, change.Stage == null ? null : change.Stage.ToString(), change.By, change.At))
            .ToListAsync(cancellationToken);
    }
}
