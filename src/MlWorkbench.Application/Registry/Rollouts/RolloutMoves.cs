using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>Changes the state of rollouts in the caller's transaction: the rollout, the route of its version and the event together.</summary>
/// <remarks>The caller saves and commits.</remarks>
public sealed class RolloutMoves(ChangeLog changes, TimeProvider clock)
{
    /// <summary>Lets the version of an approved request answer the first step's share.</summary>
    /// <param name="endpointId">Null for the endpoint of the model's own name.</param>
    /// <exception cref="WorkbenchException">Production is empty, or another version is on its way.</exception>
    internal async Task BeginAsync(
        WorkbenchDbContext db, Actor actor, TransitionRequest request, RolloutPlan plan, Guid? endpointId, CancellationToken cancellationToken)
    {
        var version = request.ModelVersion!;
        var model = version.Model!;
        if (!await db.ModelVersions.AnyAsync(other => other.ModelId == model.Id && other.Stage == Stage.Production, cancellationToken))
        {
            throw WorkbenchException.Conflict("rollout_without_champion",
                $"No version of '{model.Name}' is in Production, so nothing can share the traffic with version {version.Number}. Approve it without a rollout.");
        }

        if (await FindActive(db, model.Id).Select(other => new { other.Version!.Number }).FirstOrDefaultAsync(cancellationToken) is { } active)
        {
            throw WorkbenchException.Conflict("rollout_running",
                $"Version {active.Number} of '{model.Name}' is being rolled out. Promote or abort that rollout first.");
        }

        var endpoint = await db.ModelEndpoints
            .SingleAsync(candidate => candidate.ModelId == model.Id && (endpointId == null ? candidate.Name == model.Name : candidate.Id == endpointId), cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var rollout = new Rollout
        {
            Id = Guid.CreateVersion7(),
            EndpointId = endpoint.Id,
            VersionId = version.Id,
            RequestId = request.Id,
            State = RolloutState.Running,
            Plan = plan.ToJson(),
            StepSince = now,
            StepRows = await CountRowsAsync(db, endpoint.Id, version.Id, cancellationToken),
            Results = "[]",
            StartedAt = now,
            StartedByName = actor.Name,
        };
        db.Rollouts.Add(rollout);
        db.EndpointRoutes.Add(new EndpointRoute
        {
            Id = Guid.CreateVersion7(),
            EndpointId = endpoint.Id,
            Mode = RouteMode.Live,
            VersionId = version.Id,
            Weight = plan.Steps[0].Weight,
        });
        endpoint.DeploymentId = rollout.Id;
        await changes.RecordAsync(db, actor, RegistryEvents.Of(model, version),
            new RolloutEvents.Started(rollout.Id, endpoint.Name, version.Number, plan.Steps.Count, plan.Steps[0].Weight), cancellationToken);
    }

    /// <summary>Gives the version the weight of a later step.</summary>
    internal async Task AdvanceAsync(WorkbenchDbContext db, Actor actor, Rollout rollout, int step, CancellationToken cancellationToken)
    {
        var plan = RolloutPlan.Read(rollout.Plan);
        var route = await RouteOf(db, rollout).SingleAsync(cancellationToken);
        route.Weight = plan.Steps[step].Weight;
        rollout.Step = step;
        await BeginStepAsync(db, rollout, cancellationToken);
        await changes.RecordAsync(db, actor, SubjectOf(rollout),
            new RolloutEvents.Advanced(rollout.Id, rollout.Version!.Number, step + 1, route.Weight), cancellationToken);
    }

    /// <summary>Keeps the share of the version until a person decides.</summary>
    internal async Task PauseAsync(WorkbenchDbContext db, Actor actor, Rollout rollout, Statement reason, CancellationToken cancellationToken)
    {
        (rollout.State, rollout.Reason) = (RolloutState.Paused, reason);
        await changes.RecordAsync(db, actor, SubjectOf(rollout),
            new RolloutEvents.Paused(rollout.Id, rollout.Version!.Number, RolloutText.Of(reason)), cancellationToken);
    }

    /// <summary>Continues with the current step from its beginning.</summary>
    internal async Task ResumeAsync(WorkbenchDbContext db, Actor actor, Rollout rollout, string? comment, CancellationToken cancellationToken)
    {
        (rollout.State, rollout.Reason) = (RolloutState.Running, null);
        await BeginStepAsync(db, rollout, cancellationToken);
        await changes.RecordAsync(db, actor, SubjectOf(rollout), new RolloutEvents.Resumed(rollout.Id, rollout.Version!.Number, comment), cancellationToken);
    }

    /// <summary>Takes the version off the endpoint. Production does not change.</summary>
    internal async Task AbortAsync(WorkbenchDbContext db, Actor actor, Rollout rollout, Statement reason, CancellationToken cancellationToken)
    {
        await EndAsync(db, rollout, RolloutState.Aborted, reason, cancellationToken);
        await changes.RecordAsync(db, actor, SubjectOf(rollout),
            new RolloutEvents.Aborted(rollout.Id, rollout.Version!.Number, RolloutText.Of(reason)), cancellationToken);
    }

    /// <summary>Ends the rollout that a stage change makes pointless: its version is in Production now, or the versions that it compares have changed.</summary>
    internal async Task FollowStageAsync(WorkbenchDbContext db, Actor actor, ModelVersion version, Stage from, Stage to, CancellationToken cancellationToken)
    {
        foreach (var rollout in await FindActive(db, version.ModelId).Include(active => active.Version!.Model).ToListAsync(cancellationToken))
        {
            if (rollout.VersionId == version.Id && to == Stage.Production)
            {
                await EndAsync(db, rollout, RolloutState.Completed, null, cancellationToken);
                await changes.RecordAsync(db, actor, SubjectOf(rollout), new RolloutEvents.Completed(rollout.Id, version.Number), cancellationToken);
            }
            else if (rollout.VersionId == version.Id || to == Stage.Production || from == Stage.Production)
            {
                await AbortAsync(db, actor, rollout,
                    Statement.Of("rollout_stage_changed", ("version", version.Number), ("from", from), ("to", to)), cancellationToken);
            }
        }
    }

    /// <summary>Rows that the version has answered on the endpoint.</summary>
    internal static Task<long> CountRowsAsync(WorkbenchDbContext db, Guid endpointId, Guid versionId, CancellationToken cancellationToken) =>
        db.TrafficMinutes.Where(minute => minute.EndpointId == endpointId && minute.VersionId == versionId && minute.Mode == RouteMode.Live)
            .SumAsync(minute => minute.Rows, cancellationToken);

    private static IQueryable<Rollout> FindActive(WorkbenchDbContext db, Guid modelId) =>
        db.Rollouts.Where(rollout => rollout.Version!.ModelId == modelId && (rollout.State == RolloutState.Running || rollout.State == RolloutState.Paused));

    private static IQueryable<EndpointRoute> RouteOf(WorkbenchDbContext db, Rollout rollout) =>
        db.EndpointRoutes.Where(route => route.EndpointId == rollout.EndpointId && route.VersionId == rollout.VersionId && route.Mode == RouteMode.Live);

    private static Events.EventSubject SubjectOf(Rollout rollout) => RegistryEvents.Of(rollout.Version!.Model!, rollout.Version);

    private async Task BeginStepAsync(WorkbenchDbContext db, Rollout rollout, CancellationToken cancellationToken)
    {
        rollout.StepSince = clock.GetUtcNow().UtcDateTime;
        rollout.StepRows = await CountRowsAsync(db, rollout.EndpointId, rollout.VersionId, cancellationToken);
    }

    private async Task EndAsync(WorkbenchDbContext db, Rollout rollout, RolloutState state, Statement? reason, CancellationToken cancellationToken)
    {
        (rollout.State, rollout.Reason, rollout.EndedAt) = (state, reason, clock.GetUtcNow().UtcDateTime);
        db.EndpointRoutes.RemoveRange(await RouteOf(db, rollout).ToListAsync(cancellationToken));
        var endpoint = await db.ModelEndpoints.SingleAsync(candidate => candidate.Id == rollout.EndpointId, cancellationToken);
        endpoint.DeploymentId = null;
    }
}
