using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Serving.Rollouts;

/// <summary>
/// Evaluates the checks of running rollouts, and takes their next step or takes them back. Each process looks every two seconds; the first one that finds
/// a step due takes it, and the rows show the next process where a rollout stands.
/// </summary>
public sealed class RolloutPass(
    IDbContextFactory<WorkbenchDbContext> contexts,
    RolloutMoves moves,
    StageChanges stages,
    StorageDamage damage,
    TimeProvider clock,
    ILogger<RolloutPass> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Looks at every running rollout once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            return;
        }

        foreach (var id in await FindRunningAsync(cancellationToken))
        {
            try
            {
                await LookAsync(id, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "The rollout {Rollout} could not be evaluated", id);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryLookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The rows show the next process where each rollout stands.
        }
    }

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "The running rollouts could not be read. The next attempt is in {Seconds} s", Interval.TotalSeconds);
        }
    }

    /// <summary>Rollouts of an archived project wait until it is restored.</summary>
    private async Task<IReadOnlyList<Guid>> FindRunningAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Rollouts
            .Where(rollout => rollout.State == RolloutState.Running
                && db.Projects.Any(project => project.Id == rollout.Endpoint!.ProjectId && project.ArchivedAt == null))
            .OrderBy(rollout => rollout.StartedAt)
            .Select(rollout => rollout.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task LookAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = await db.Rollouts.AsNoTracking().Include(rollout => rollout.Version).SingleAsync(rollout => rollout.Id == id, cancellationToken);
        var plan = RolloutPlan.Read(seen.Plan);
        var results = await EvaluateAsync(db, seen, plan, cancellationToken);
        var rows = await RolloutMoves.CountRowsAsync(db, seen.EndpointId, seen.VersionId, cancellationToken) - seen.StepRows;

        var isSame = IsSame(results, seen.Results);
        if (isSame && !IsDue(seen, plan, results, rows))
        {
            return;
        }

        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var rollout = await db.Rollouts
            .Include(row => row.Endpoint)
            .Include(row => row.Version!.Model)
            .Include(row => row.Request)
            .SingleAsync(row => row.Id == id, cancellationToken);
        if (rollout.State != RolloutState.Running || rollout.Step != seen.Step || rollout.StepSince != seen.StepSince)
        {
            return;
        }

        if (!isSame)
        {
            rollout.Results = JsonSerializer.Serialize(results, JsonSerializerOptions.Web);
        }

        await DecideAsync(db, rollout, plan, results, rows, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task DecideAsync(
        WorkbenchDbContext db, Rollout rollout, RolloutPlan plan, IReadOnlyList<CheckResult> results, long rows, CancellationToken cancellationToken)
    {
        var project = await db.Projects.SingleAsync(row => row.Id == rollout.Endpoint!.ProjectId, cancellationToken);
        var actor = Actor.System with { Project = new ProjectScope(project.Id, project.Name) };
        var failed = (plan.Checks ?? []).Zip(results).Where(pair => pair.Second.Verdict == CheckVerdict.Fail)
            .OrderBy(pair => pair.First.OnFail)
            .Select(pair => (Check: pair.First, Reason: ReasonOf(pair.First, pair.Second)))
            .ToList();
        if (failed is [{ Check.OnFail: RolloutFailure.Abort }, ..])
        {
            await moves.AbortAsync(db, actor, rollout, failed[0].Reason, cancellationToken);
        }
        else if (failed.Count > 0)
        {
            await moves.PauseAsync(db, actor, rollout, failed[0].Reason, cancellationToken);
        }
        else if (!IsDue(rollout, plan, results, rows))
        {
            return;
        }
        else if (rollout.Step + 1 < plan.Steps.Count)
        {
            await moves.AdvanceAsync(db, actor, rollout, rollout.Step + 1, cancellationToken);
        }
        else
        {
            await stages.MoveAsync(db, rollout.Version!, Stage.Production,
                new StageChangeCause(actor, $"The rollout that {rollout.StartedByName} started is complete. {rollout.Request!.Comment}", rollout.RequestId), cancellationToken);
        }
    }

    /// <summary>Whether a check failed, or the step is over.</summary>
    private bool IsDue(Rollout rollout, RolloutPlan plan, IReadOnlyList<CheckResult> results, long rows)
    {
        var step = plan.Steps[rollout.Step];
        return results.Any(result => result.Verdict == CheckVerdict.Fail)
            || (IsOver(rollout, step, rows) && !(plan.Checks ?? []).Zip(results).Any(pair => Waits(pair.First, pair.Second, step)));
    }

    /// <summary>A look that finds what the last one found writes nothing.</summary>
    private static bool IsSame(IReadOnlyList<CheckResult> results, string stored) =>
        JsonSerializer.Deserialize<List<CheckResult>>(stored, JsonSerializerOptions.Web)!.Select(result => result with { At = default })
            .SequenceEqual(results.Select(result => result with { At = default }));

    /// <summary>At 100 %, the champion answers nothing, so a comparison with it would wait without end.</summary>
    private static bool Waits(RolloutCheck check, CheckResult result, RolloutStep step) =>
        result.Verdict == CheckVerdict.Inconclusive && !(check.ComparesChampion && step.Weight >= 100);

    private bool IsOver(Rollout rollout, RolloutStep step, long rows) =>
        clock.GetUtcNow().UtcDateTime - rollout.StepSince >= TimeSpan.FromMinutes(step.Minutes) && rows >= step.MinRows;

    private async Task<IReadOnlyList<CheckResult>> EvaluateAsync(WorkbenchDbContext db, Rollout rollout, RolloutPlan plan, CancellationToken cancellationToken)
    {
        var championId = await db.ModelVersions
            .Where(version => version.ModelId == rollout.Version!.ModelId && version.Stage == Stage.Production)
            .Select(version => version.Id)
            .SingleAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var results = new List<CheckResult>();
        foreach (var check in plan.Checks ?? [])
        {
            // Traffic from before the rollout says nothing about it.
            var from = Later(now - TimeSpan.FromMinutes(check.WindowMinutes), rollout.StartedAt - TimeSpan.FromMinutes(1));
            var candidate = await TrafficTotals.ReadAsync(db, rollout.EndpointId, rollout.VersionId, RouteMode.Live, from, cancellationToken);
            var champion = await TrafficTotals.ReadAsync(db, rollout.EndpointId, championId, RouteMode.Live, from, cancellationToken);
            var psi = check.Metric == RolloutMetric.ScorePsi
                ? await ScoreStability.ComputeAsync(db, rollout.EndpointId, rollout.VersionId, championId, from, check.MinRows, cancellationToken)
                : null;
            results.Add(CheckEvaluation.Evaluate(check, candidate, champion, psi, now));
        }

        return results;
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private static Statement ReasonOf(RolloutCheck check, CheckResult result) => Statement.Of("rollout_check_failed",
        ("metric", RolloutText.NameOf(check.Metric)),
        ("value", result.Value!.Value),
        ("operator", RolloutText.SignOf(check.Operator)),
        ("threshold", check.Threshold),
        ("rows", result.Rows));
}
