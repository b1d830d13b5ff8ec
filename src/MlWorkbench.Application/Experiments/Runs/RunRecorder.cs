using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Commits each run of a search when it ends: contents first, then the row in one short transaction. Each number gets one result.</summary>
public sealed class RunRecorder(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents, TimeProvider clock)
{
    internal Task StartAsync(JobContext context, Guid experimentId, RunStarted started, CancellationToken cancellationToken) => context.WriteAsync(
        db =>
        {
            db.Runs.Add(NewRun(experimentId, started.Number, started.Trainer, started.Title));
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <param name="searchSeconds">Search time at the end of the run.</param>
    internal async Task FinishAsync(JobContext context, Guid experimentId, RunResult result, SearchFolder folder, double searchSeconds, CancellationToken cancellationToken)
    {
        var package = await PutAsync(result.Number, result.Files, SearchProtocol.ModelFile, folder, cancellationToken);
        var outOfFold = await PutAsync(result.Number, result.Files, SearchProtocol.OutOfFoldFile, folder, cancellationToken);
        await context.WriteAsync(
            async db =>
            {
                var run = await db.Runs.SingleOrDefaultAsync(candidate => candidate.ExperimentId == experimentId && candidate.Number == result.Number, cancellationToken)
                    ?? db.Runs.Add(NewRun(experimentId, result.Number, result.Trainer, result.Title)).Entity;
                if (run.State == RunState.Running)
                {
                    (run.PackageDigest, run.OutOfFoldDigest) = (package, outOfFold);
                    End(run, result, searchSeconds);
                    await KeepBestAsync(db, run, result, cancellationToken);
                }
            },
            cancellationToken);
    }

    internal async Task EvaluateAsync(JobContext context, Guid experimentId, RunEvaluated evaluated, SearchFolder folder, CancellationToken cancellationToken)
    {
        var predictions = await PutAsync(evaluated.Number, evaluated.Files, SearchProtocol.TestFile, folder, cancellationToken);
        await context.WriteAsync(
            async db =>
            {
                var run = await db.Runs.Include(candidate => candidate.Evaluation).SingleAsync(candidate => candidate.ExperimentId == experimentId && candidate.Number == evaluated.Number, cancellationToken);
                var evaluation = evaluated.Evaluation;
                run.TestDigest = predictions;
                var test = evaluation.Test?.Metrics is [var first, ..] ? first : null;
                (run.TestValue, run.TestLow, run.TestHigh) = (test?.Value, test?.Low, test?.High);
                var worst = (evaluation.Test ?? evaluation.Validation).Segments.FirstOrDefault(segment => segment is { Metric: not null, Note: null });
                run.WorstSegment = worst is null ? null : ExperimentJson.Write(worst);
                if (run.Evaluation is not null)
                {
                    db.Evaluations.Remove(run.Evaluation);
                    await db.SaveChangesAsync(cancellationToken);
                }

                db.Evaluations.Add(new Evaluation { RunId = run.Id, Result = ExperimentJson.Write(evaluation), CreatedAt = clock.GetUtcNow().UtcDateTime });
            },
            cancellationToken);
    }

    /// <summary>Records the run that was training when its process died as failed. The search reads this, so that it does not try the same again.</summary>
    internal Task FailRunningAsync(JobContext context, Guid experimentId, RunStarted? started, string reason, double searchSeconds, CancellationToken cancellationToken) => context.WriteAsync(
        async db =>
        {
            var running = await db.Runs.Where(run => run.ExperimentId == experimentId && run.State == RunState.Running).ToListAsync(cancellationToken);
            foreach (var run in running)
            {
                var seconds = Math.Max(0, Math.Round((clock.GetUtcNow().UtcDateTime - run.StartedAt).TotalSeconds, 3));
                End(run, new RunResult(run.Number, run.Trainer, run.Title, RunState.Failed, started?.Number == run.Number ? started.Parameters : new Dictionary<string, string>(), null, [], seconds, Reason: reason), searchSeconds);
            }
        },
        cancellationToken);

    internal async Task<IReadOnlyList<StoredRun>> FinishedAsync(Guid experimentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Runs.AsNoTracking()
            .Where(run => run.ExperimentId == experimentId && run.State != RunState.Running && run.Result != null)
            .OrderBy(run => run.Number)
            .Select(run => new { run.Result, run.PackageDigest, run.OutOfFoldDigest })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new StoredRun(ExperimentJson.ReadResult(row.Result)!, row.PackageDigest, row.OutOfFoldDigest))];
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

    private void End(Run run, RunResult result, double searchSeconds)
    {
        run.Title = result.Title;
        run.State = result.State;
        run.Result = ExperimentJson.Write(result);
        run.Metric = result.Validation?.Name;
        (run.ValidationValue, run.ValidationLow, run.ValidationHigh) = (result.Validation?.Value, result.Validation?.Low, result.Validation?.High);
        run.Seconds = result.Seconds;
        run.Reason = result.Reason;
        run.EndedAt = clock.GetUtcNow().UtcDateTime;
        run.EndedAtSearchSeconds = searchSeconds;
    }

    private async Task<string?> PutAsync(int number, IReadOnlyList<string>? files, string name, SearchFolder folder, CancellationToken cancellationToken) =>
        files?.Contains(name) == true ? await contents.PutFileAsync(folder.RunFile(number, name), cancellationToken) : null;

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

        var best = await db.Runs.Where(candidate => candidate.Id == experiment.BestRunId).Select(candidate => candidate.ValidationValue).SingleOrDefaultAsync(cancellationToken);
        if (best is null || (validation.HigherIsBetter ? validation.Value > best : validation.Value < best))
        {
            experiment.BestRunId = run.Id;
        }
    }
}
