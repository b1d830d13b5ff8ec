using System.Net.Mime;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Commits each run of a search when it ends: contents first, then the rows in one short transaction. Each number gets one result.</summary>
public sealed class RunRecorder(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents, RunMeter meter, TimeProvider clock)
{
    internal Task StartAsync(JobContext context, Guid experimentId, RunStarted started, CancellationToken cancellationToken) => context.WriteAsync(
        db =>
        {
            db.Runs.Add(NewRun(experimentId, started.Number, started.Trainer, started.Title));
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <param name="searchSeconds">Search time at the end of the run.</param>
    internal async Task FinishAsync(
        JobContext context,
        Guid experimentId,
        RunResult result,
        SearchFolder folder,
        double searchSeconds,
        CancellationToken cancellationToken)
    {
        var files = await PutAsync(result.Number, result.Files, folder, cancellationToken);
        var isNew = false;
        await context.WriteAsync(
            async db =>
            {
                var run = await db.Runs.SingleOrDefaultAsync(candidate => candidate.ExperimentId == experimentId && candidate.Number == result.Number, cancellationToken)
                    ?? db.Runs.Add(NewRun(experimentId, result.Number, result.Trainer, result.Title)).Entity;
                isNew = run.State == RunState.Running;
                if (isNew)
                {
                    await AttachAsync(db, run, files, cancellationToken);
                    await EndAsync(db, run, result, searchSeconds, cancellationToken);
                    await KeepBestAsync(db, run, result, cancellationToken);
                }
            },
            cancellationToken);
        if (isNew)
        {
            meter.Note(result);
        }
    }

    internal async Task EvaluateAsync(JobContext context, Guid experimentId, RunEvaluated evaluated, SearchFolder folder, CancellationToken cancellationToken)
    {
        var files = await PutAsync(evaluated.Number, evaluated.Files, folder, cancellationToken);
        await context.WriteAsync(
            async db =>
            {
                var run = await db.Runs
                    .Include(candidate => candidate.Experiment)
                    .SingleAsync(candidate => candidate.ExperimentId == experimentId && candidate.Number == evaluated.Number, cancellationToken);
                var evaluation = evaluated.Evaluation;
                await AttachAsync(db, run, files, cancellationToken);
                if (evaluation.Test?.Metrics is [var test, ..])
                {
                    await RunLog.AppendAsync(db, run.Id, [RunLog.Metric(test, MetricSplit.Test)], clock.GetUtcNow().UtcDateTime, cancellationToken);
                }

                var worst = (evaluation.Test ?? evaluation.Validation).Segments.FirstOrDefault(segment => segment is { Metric: not null, Note: null });
                run.WorstSegment = worst is null ? null : ExperimentJson.Write(worst);
                await RunEvaluations.ReplaceAsync(db, run.Id, run.Experiment!.DatasetVersionId, evaluation, clock.GetUtcNow().UtcDateTime, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Records the run that was training when its process died as failed. The search reads this, so that it does not try the same again.</summary>
    internal Task FailRunningAsync(
        JobContext context,
        Guid experimentId,
        RunStarted? started,
        Statement reason,
        double searchSeconds,
        CancellationToken cancellationToken) => context.WriteAsync(
        async db =>
        {
            var running = await db.Runs.Where(run => run.ExperimentId == experimentId && run.State == RunState.Running).ToListAsync(cancellationToken);
            foreach (var run in running)
            {
                var seconds = Math.Max(0, Math.Round((clock.GetUtcNow().UtcDateTime - run.StartedAt).TotalSeconds, 3));
                var parameters = started?.Number == run.Number ? started.Parameters : new Dictionary<string, ParameterValue>();
                var failed = new RunResult
                {
                    Number = run.Number,
                    Trainer = run.Trainer,
                    Title = run.Title,
                    State = RunState.Failed,
                    Parameters = parameters,
                    Validation = null,
                    FoldValues = [],
                    Seconds = seconds,
                    Reason = reason,
                };
                await EndAsync(db, run, failed, searchSeconds, cancellationToken);
            }
        },
        cancellationToken);

    internal async Task<IReadOnlyList<StoredRun>> FinishedAsync(Guid experimentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var runs = await db.Runs.AsNoTracking().WithResult()
            .Where(run => run.ExperimentId == experimentId && run.State != RunState.Running)
            .OrderBy(run => run.Number)
            .ToListAsync(cancellationToken);
        return [.. runs.Select(run => new StoredRun(run.ToResult()!, run.FindDigest(SearchProtocol.ModelFile), run.FindDigest(SearchProtocol.OutOfFoldFile)))];
    }

    private Run NewRun(Guid experimentId, int number, string trainer, string title) => new()
    {
        Id = Guid.CreateVersion7(),
        ExperimentId = experimentId,
        Number = number,
        Trainer = trainer,
        Title = title,
        State = RunState.Running,
        StartedAt = clock.GetUtcNow().UtcDateTime,
    };

    private async Task EndAsync(WorkbenchDbContext db, Run run, RunResult result, double searchSeconds, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        run.Title = result.Title;
        run.State = result.State;
        run.Metric = result.Validation?.Name;
        run.Members = result.Members is null ? null : ExperimentJson.Write(result.Members);
        run.Seconds = result.Seconds;
        run.Reason = result.Reason;
        run.EndedAt = now;
        run.EndedAtSearchSeconds = searchSeconds;
        db.RunParameters.AddRange(result.Parameters.Select(parameter => RunLog.Parameter(run.Id, parameter.Key, parameter.Value)));
        await RunLog.AppendAsync(db, run.Id, MetricsOf(result), now, cancellationToken);
    }

    private static IEnumerable<LoggedMetric> MetricsOf(RunResult result)
    {
        if (result.Validation is { } validation)
        {
            yield return RunLog.Metric(validation, MetricSplit.Validation);
            foreach (var (fold, value) in result.FoldValues.Index())
            {
                yield return new LoggedMetric(validation.Name, value, MetricSplit.Folds, Step: fold + 1);
            }
        }

        if (result.MicrosecondsPerRow is { } microseconds)
        {
            yield return new LoggedMetric(RunMetric.MicrosecondsPerRow, microseconds);
        }
    }

    private async Task<IReadOnlyList<(string Name, string Digest)>> PutAsync(
        int number,
        IReadOnlyList<string>? files,
        SearchFolder folder,
        CancellationToken cancellationToken)
    {
        var stored = new List<(string Name, string Digest)>();
        foreach (var name in files ?? [])
        {
            stored.Add((name, await contents.PutFileAsync(folder.RunFile(number, name), cancellationToken)));
        }

        return stored;
    }

    private static async Task AttachAsync(
        WorkbenchDbContext db,
        Run run,
        IReadOnlyList<(string Name, string Digest)> files,
        CancellationToken cancellationToken)
    {
        foreach (var (name, digest) in files)
        {
            var mediaType = name == SearchProtocol.ModelFile ? MediaTypeNames.Application.Zip : MediaTypeNames.Application.Octet;
            await RunLog.AttachAsync(db, run.Id, name, digest, mediaType, cancellationToken);
        }
    }

    private static async Task KeepBestAsync(WorkbenchDbContext db, Run run, RunResult result, CancellationToken cancellationToken)
    {
        if (run.State != RunState.Completed || result.Validation is not { } validation)
        {
            return;
        }

        var experiment = await db.Experiments.SingleAsync(candidate => candidate.Id == run.ExperimentId, cancellationToken);
        if (ExperimentJson.ReadSpec(experiment.Spec).Limits?.Allow(result) == false)
        {
            return;
        }

        var best = await db.RunMetrics
            .Where(metric => metric.RunId == experiment.BestRunId && metric.Name == validation.Name && metric.Split == MetricSplit.Validation && metric.IsLast)
            .Select(metric => (double?)metric.Value)
            .SingleOrDefaultAsync(cancellationToken);
        if (best is null || (validation.HigherIsBetter ? validation.Value > best : validation.Value < best))
        {
            experiment.BestRunId = run.Id;
        }
    }
}
