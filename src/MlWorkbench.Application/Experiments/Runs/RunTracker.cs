using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Logs runs that another program trains. Their experiment has no specification, and can have no dataset version.</summary>
public sealed class RunTracker(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents, ChangeLog changes, TimeProvider clock)
{
    /// <summary>Creates an experiment for logged runs, and returns its id.</summary>
    /// <param name="datasetVersionId">The version that the runs use. Null if they use other data.</param>
    public async Task<Guid> CreateExperimentAsync(Actor actor, string name, Guid? datasetVersionId, CancellationToken cancellationToken)
    {
        actor.Require(Permission.RunExperiments, "log runs");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var versions = db.DatasetVersions.Where(version => version.Dataset!.ProjectId == actor.Project.Id);
        if (datasetVersionId is { } id && !await versions.AnyAsync(version => version.Id == id, cancellationToken))
        {
            throw WorkbenchException.NotFound("such dataset version");
        }

        var experiment = new Experiment
        {
            Id = Guid.CreateVersion7(),
            ProjectId = actor.Project.Id,
            Name = ExperimentNames.Require(name),
            DatasetVersionId = datasetVersionId,
            State = ExperimentState.Completed,
            CreatedById = actor.UserId,
            CreatedByName = actor.Name,
            CreatedAt = Now,
        };
        db.Experiments.Add(experiment);
        await changes.RecordAsync(db, actor, ExperimentEvents.Of(experiment), new ExperimentEvents.Created(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return experiment.Id;
    }

    /// <summary>Starts a run, and returns its id.</summary>
    public async Task<Guid> StartAsync(Actor actor, Guid experimentId, string title, CancellationToken cancellationToken)
    {
        actor.Require(Permission.RunExperiments, "log runs");
        RunEntryRules.CheckName(title, "run", RunEntryRules.LongestTitle);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var experiment = await db.Experiments
            .SingleOrDefaultAsync(candidate => candidate.Id == experimentId && candidate.ProjectId == actor.Project.Id, cancellationToken)
            ?? throw WorkbenchException.NotFound("such experiment");
        RequireLogged(experiment);
        var run = new Run
        {
            Id = Guid.CreateVersion7(),
            ExperimentId = experimentId,
            Number = (await db.Runs.Where(other => other.ExperimentId == experimentId).MaxAsync(other => (int?)other.Number, cancellationToken) ?? 0) + 1,
            Trainer = "",
            Title = title,
            State = RunState.Running,
            StartedAt = Now,
        };
        db.Runs.Add(run);
        await changes.RecordAsync(db, actor, RunEvents.Of(run, experiment), new RunEvents.Started(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return run.Id;
    }

    /// <summary>Adds parameters, metrics and tags to a run. All of them are added, or none.</summary>
    /// <exception cref="WorkbenchException">The run has ended, an entry is not valid, or a parameter has another value already.</exception>
    public async Task LogAsync(Actor actor, Guid runId, RunEntries entries, CancellationToken cancellationToken)
    {
        actor.Require(Permission.RunExperiments, "log runs");
        RunEntryRules.Check(entries);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var run = await GetRunningAsync(db, actor, runId, cancellationToken);
        await AddParametersAsync(db, run, entries.Parameters, cancellationToken);
        await RunLog.AppendAsync(db, runId, entries.Metrics, Now, cancellationToken);
        await SetTagsAsync(db, run, entries.Tags, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Stores a file of the run. A file with the same path is replaced.</summary>
    public async Task AttachAsync(Actor actor, Guid runId, string path, string mediaType, Stream bytes, CancellationToken cancellationToken)
    {
        actor.Require(Permission.RunExperiments, "log runs");
        RunEntryRules.CheckPath(path);
        RunEntryRules.CheckMediaType(mediaType);
        await using (var before = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await GetRunningAsync(before, actor, runId, cancellationToken);
        }

        var digest = await contents.PutAsync(bytes, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        await GetRunningAsync(db, actor, runId, cancellationToken);
        await RunLog.AttachAsync(db, runId, path, digest, mediaType, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <param name="reason">The reason for a failure or stop. Null otherwise.</param>
    public async Task EndAsync(Actor actor, Guid runId, RunState state, string? reason, CancellationToken cancellationToken)
    {
        actor.Require(Permission.RunExperiments, "log runs");
        if (state == RunState.Running)
        {
            throw WorkbenchException.Invalid("run_state_invalid", "A run ends as completed, failed or stopped.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var run = await GetRunningAsync(db, actor, runId, cancellationToken);
        (run.State, run.EndedAt, run.Seconds) = (state, Now, Math.Max(0, (Now - run.StartedAt).TotalSeconds));
        run.Reason = reason is null ? null : Statement.OfText(reason);
        await changes.RecordAsync(db, actor, RunEvents.Of(run, run.Experiment!), new RunEvents.Ended(state), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static async Task<Run> GetRunningAsync(WorkbenchDbContext db, Actor actor, Guid runId, CancellationToken cancellationToken)
    {
        var run = await db.Runs.Include(candidate => candidate.Experiment)
            .SingleOrDefaultAsync(candidate => candidate.Id == runId && candidate.Experiment!.ProjectId == actor.Project.Id, cancellationToken)
            ?? throw WorkbenchException.NotFound("such run");
        RequireLogged(run.Experiment!);
        return run.State == RunState.Running
            ? run
            : throw WorkbenchException.Conflict("run_ended",
                $"Run {run.Number} ({run.Title}) is {run.State.ToString().ToLowerInvariant()}, so its log is complete. Start another run.");
    }

    private static void RequireLogged(Experiment experiment)
    {
        if (experiment.Spec is not null)
        {
            throw WorkbenchException.Conflict("experiment_with_search",
                $"The experiment '{experiment.Name}' is a search of this workbench, which alone records its runs. Create an experiment for logged runs.");
        }
    }

    private static async Task AddParametersAsync(
        WorkbenchDbContext db,
        Run run,
        IReadOnlyDictionary<string, ParameterValue> parameters,
        CancellationToken cancellationToken)
    {
        var names = parameters.Keys.ToList();
        var known = await db.RunParameters
            .Where(parameter => parameter.RunId == run.Id && names.Contains(parameter.Name))
            .ToDictionaryAsync(parameter => parameter.Name, cancellationToken);
        foreach (var (name, value) in parameters)
        {
            if (!known.TryGetValue(name, out var parameter))
            {
                db.RunParameters.Add(RunLog.Parameter(run.Id, name, value));
            }
            else if (parameter.Value != value)
            {
                throw WorkbenchException.Conflict(
                    "parameter_set",
                    $"The parameter '{name}' of run {run.Number} is {parameter.Value} and cannot be changed. Start another run.");
            }
        }
    }

    private static async Task SetTagsAsync(WorkbenchDbContext db, Run run, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var keys = tags.Keys.ToList();
        var known = await db.RunTags.Where(tag => tag.RunId == run.Id && keys.Contains(tag.Key)).ToDictionaryAsync(tag => tag.Key, cancellationToken);
        foreach (var (key, value) in tags)
        {
            if (known.TryGetValue(key, out var tag))
            {
                tag.Value = value;
            }
            else
            {
                db.RunTags.Add(new RunTag { RunId = run.Id, Key = key, Value = value });
            }
        }
    }
}
