using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>Starts rollouts, and lets people pause, resume, promote and abort them.</summary>
public sealed class RolloutControl(
    IDbContextFactory<WorkbenchDbContext> contexts,
    TransitionRequests requests,
    TransitionDecisions decisions,
    RolloutMoves moves,
    StageChanges stages,
    ModelCache models,
    IOptionsMonitor<AccessOptions> access)
{
    /// <summary>Approves the version for Production and starts its rollout. Without an open request, one is opened in the name of who registered it.</summary>
    /// <param name="overrideReason">Reason for approving despite a failed blocking gate.</param>
    /// <exception cref="WorkbenchException">The actor may not approve the version, the plan cannot be followed, or a gate failed.</exception>
    public async Task<Guid> StartAsync(
        Actor actor, string endpoint, int version, RolloutPlan plan, string? comment, string? overrideReason, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Approve, "start rollouts");
        plan.Check();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var target = await db.ModelEndpoints.AsNoTracking().SingleByNameAsync(actor.Project, endpoint, cancellationToken);
        var subject = await db.ModelVersions.AsNoTracking().SingleByNumberAsync(actor.Project, target.Model!.Name, version, cancellationToken);
        if (subject.CreatedById == actor.UserId && !access.CurrentValue.SingleUser)
        {
            throw new WorkbenchException(ErrorKind.Forbidden, "self_approval",
                $"{actor.Name} registered version {version}, so another person must start its rollout. If one person uses the workbench, set Access:SingleUser.");
        }

        await ProveAsync(subject, cancellationToken);
        var draft = await requests.DraftAsync(db, subject, Stage.Production, cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var decider = await db.RequireNowAsync(actor, Permission.Approve, "start rollouts", cancellationToken);
        var requestId = await db.TransitionRequests
            .Where(open => open.ModelVersionId == subject.Id && open.ToStage == Stage.Production && open.State == TransitionRequestState.Open)
            .Select(open => (Guid?)open.Id)
            .SingleOrDefaultAsync(cancellationToken)
            ?? await requests.AddAsync(db, decider, draft, $"Roll out version {version} on endpoint {endpoint}.", plan, subject, cancellationToken);
        await decisions.ApproveAsync(db, decider, requestId, comment, overrideReason, (plan, target.Id), cancellationToken);
        var started = await db.Rollouts.Where(rollout => rollout.RequestId == requestId).Select(rollout => rollout.Id).SingleAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return started;
    }

    /// <summary>Keeps the version at its share until a person decides.</summary>
    public Task PauseAsync(Actor actor, string endpoint, Guid id, string? comment, CancellationToken cancellationToken) =>
        ChangeAsync(actor, ForOperators(actor), "pause rollouts", endpoint, id, async (db, person, rollout) =>
        {
            if (rollout.State != RolloutState.Running)
            {
                throw WorkbenchException.Conflict("rollout_paused", $"The rollout of version {rollout.Version!.Number} is paused already.");
            }

            await moves.PauseAsync(db, person, rollout, ByPerson(person, comment ?? "Paused."), cancellationToken);
        }, cancellationToken);

    /// <summary>Continues a paused rollout with its current step from the beginning.</summary>
    public Task ResumeAsync(Actor actor, string endpoint, Guid id, string? comment, CancellationToken cancellationToken) =>
        ChangeAsync(actor, ForOperators(actor), "resume rollouts", endpoint, id, async (db, person, rollout) =>
        {
            if (rollout.State != RolloutState.Paused)
            {
                throw WorkbenchException.Conflict("rollout_running", $"The rollout of version {rollout.Version!.Number} is running already.");
            }

            await moves.ResumeAsync(db, person, rollout, comment, cancellationToken);
        }, cancellationToken);

    /// <summary>Moves the version to Production immediately, without the remaining steps and checks.</summary>
    public Task PromoteAsync(Actor actor, string endpoint, Guid id, string? comment, CancellationToken cancellationToken)
    {
        var text = TransitionText.Require(comment, "The comment is empty. Enter the reason for skipping the remaining steps: it becomes part of the history.");
        return ChangeAsync(actor, Permission.Approve, "promote versions", endpoint, id, (db, person, rollout) =>
            stages.MoveAsync(db, rollout.Version!, Stage.Production, new StageChangeCause(person, text, rollout.RequestId), cancellationToken), cancellationToken);
    }

    /// <summary>Takes the version off the endpoint. Every process follows within two seconds.</summary>
    public Task AbortAsync(Actor actor, string endpoint, Guid id, string? comment, CancellationToken cancellationToken)
    {
        var text = TransitionText.Require(comment, "The comment is empty. Enter the reason for the abort: it becomes part of the history.");
        return ChangeAsync(actor, ForOperators(actor), "abort rollouts", endpoint, id,
            (db, person, rollout) => moves.AbortAsync(db, person, rollout, ByPerson(person, text), cancellationToken), cancellationToken);
    }

    /// <summary>A person who operates endpoints or approves versions may hold a rollout up, and take it back.</summary>
    private static Permission ForOperators(Actor actor) => actor.May(Permission.Approve) ? Permission.Approve : Permission.Operate;

    private static Statement ByPerson(Actor person, string comment) => Statement.Of("rollout_by_person", ("person", person.Name), ("comment", comment));

    private async Task ChangeAsync(
        Actor actor,
        Permission permission,
        string what,
        string endpoint,
        Guid id,
        Func<WorkbenchDbContext, Actor, Rollout, Task> change,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, permission, what, cancellationToken);
        var rollout = await db.Rollouts.Include(row => row.Version!.Model).Include(row => row.Request)
            .SingleOrDefaultAsync(row => row.Id == id && row.Endpoint!.ProjectId == current.Project.Id && row.Endpoint.Name == endpoint, cancellationToken)
            ?? throw WorkbenchException.NotFound($"rollout with this id on endpoint '{endpoint}'");
        if (rollout.State is not (RolloutState.Running or RolloutState.Paused))
        {
            throw WorkbenchException.Conflict("rollout_ended",
                $"The rollout of version {rollout.Version!.Number} was {rollout.State.ToString().ToLowerInvariant()} already.");
        }

        await change(db, current, rollout);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Loads the model and scores a row, so that a damaged or unfit package never takes traffic.</summary>
    private async Task ProveAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var scorer = await models.GetAsync(version.PackageDigest, cancellationToken);
        var outputs = new double[scorer.Signature.Outputs];
        scorer.Score(new ScoringRow(scorer.Signature.Columns.Count), outputs);
        if (!outputs.All(double.IsFinite))
        {
            throw WorkbenchException.Conflict("version_unfit",
                $"Version {version.Number} of '{version.Model!.Name}' returns no number for a row without values. Register a model that does.");
        }
    }
}
