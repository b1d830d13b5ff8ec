using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Decides transition requests. An approval is one transaction: if two approvals coincide, exactly one succeeds.</summary>
public sealed class TransitionDecisions(
    IDbContextFactory<WorkbenchDbContext> contexts,
    StageChanges stages,
    RolloutMoves rollouts,
    ChangeLog changes,
    IOptionsMonitor<AccessOptions> access,
    TimeProvider clock)
{
    private const string Decide = "decide on transition requests";

    /// <summary>Approves the request: moves the version to the requested stage, or starts its rollout.</summary>
    /// <param name="overrideReason">Reason for approving despite a failed blocking gate.</param>
    /// <exception cref="WorkbenchException">The actor may not decide, the request is not open, its evidence is stale, or a gate failed.</exception>
    public async Task ApproveAsync(Actor actor, Guid requestId, string? comment, string? overrideReason, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        await ApproveAsync(db, actor, requestId, comment, overrideReason, rollout: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Approves in the caller's transaction.</summary>
    /// <param name="rollout">Plan and endpoint instead of the request's own. Null for the request's own.</param>
    internal async Task ApproveAsync(
        WorkbenchDbContext db,
        Actor actor,
        Guid requestId,
        string? comment,
        string? overrideReason,
        (RolloutPlan Plan, Guid EndpointId)? rollout,
        CancellationToken cancellationToken)
    {
        var (decider, request) = await TakeUpAsync(db, actor, requestId, cancellationToken);
        await RefuseStaleAsync(db, request, cancellationToken);
        request.OverrideReason = RequireGatesOrReason(request, overrideReason);
        Close(request, TransitionRequestState.Approved, decider, TransitionText.Clean(comment));
        if ((rollout?.Plan ?? RolloutPlan.Find(request.Rollout)) is { } plan)
        {
            await rollouts.BeginAsync(db, decider, request, plan, rollout?.EndpointId, cancellationToken);
        }
        else
        {
            await stages.MoveAsync(db, request.ModelVersion!, request.ToStage, new StageChangeCause(decider, request.Comment, request.Id), cancellationToken);
        }

        var isOwn = request.RequestedById == decider.UserId;
        var approved = new RegistryEvents.TransitionApproved(request.FromStage, request.ToStage, request.DecisionComment, isOwn, request.OverrideReason);
        await FinishAsync(db, request, decider, approved, cancellationToken);
    }

    /// <exception cref="WorkbenchException">The actor may not decide, the request is not open, or the comment is empty.</exception>
    public async Task RejectAsync(Actor actor, Guid requestId, string? comment, CancellationToken cancellationToken)
    {
        var text = TransitionText.Require(comment, "The comment is empty. Enter the reason for the rejection: the requester needs to know what to change.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var (decider, request) = await TakeUpAsync(db, actor, requestId, cancellationToken);
        Close(request, TransitionRequestState.Rejected, decider, text);
        await FinishAsync(db, request, decider,
            new RegistryEvents.TransitionRejected(request.FromStage, request.ToStage, request.DecisionComment), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Withdraws the actor's own request or, as administrator, any request.</summary>
    public async Task WithdrawAsync(Actor actor, Guid requestId, string? comment, CancellationToken cancellationToken)
    {
        var text = TransitionText.Clean(comment);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var current = await db.RequireNowAsync(actor, Permission.ManageModels, "withdraw transition requests", cancellationToken);
        var request = await db.TransitionRequests.SingleOpenAsync(actor.Project, requestId, cancellationToken);
        if (!current.Owns(request.RequestedById))
        {
            throw new WorkbenchException(
                ErrorKind.Forbidden,
                "not_requester",
                $"Only the requester, {request.RequestedByName}, or an administrator can withdraw this request.");
        }

        Close(request, TransitionRequestState.Withdrawn, current, text);
        await FinishAsync(db, request, current,
            new RegistryEvents.TransitionWithdrawn(request.FromStage, request.ToStage, request.DecisionComment), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<(Actor Decider, TransitionRequest Request)> TakeUpAsync(WorkbenchDbContext db, Actor actor, Guid requestId, CancellationToken cancellationToken)
    {
        var decider = await db.RequireNowAsync(actor, Permission.Approve, Decide, cancellationToken);
        var request = await db.TransitionRequests.SingleOpenAsync(actor.Project, requestId, cancellationToken);
        if (DecisionRules.FindRefusal(decider, request, access.CurrentValue) is { } refusal)
        {
            throw refusal;
        }

        return (decider, request);
    }

    private static async Task RefuseStaleAsync(WorkbenchDbContext db, TransitionRequest request, CancellationToken cancellationToken)
    {
        var champion = await db.ModelVersions.AsNoTracking()
            .Where(version => version.ModelId == request.ModelVersion!.ModelId && version.Stage == Stage.Production)
            .Select(version => new { version.Id, version.Number })
            .SingleOrDefaultAsync(cancellationToken);
        if (StaleEvidence.FindReason(request, champion?.Id, champion?.Number) is { } stale)
        {
            throw stale;
        }
    }

    private static string? RequireGatesOrReason(TransitionRequest request, string? overrideReason)
    {
        var failed = EvidenceJson.Read(request.Evidence).Gates.Where(gate => gate.Blocks).ToList();
        if (failed.Count == 0)
        {
            return null;
        }

        return TransitionText.Clean(overrideReason) is { Length: > 0 } reason
            ? reason
            : throw WorkbenchException.Conflict("gates_failed", $"{Failed(failed)}. To approve anyway, enter a reason: it becomes part of the history.");
    }

    private static string Failed(List<GateResult> gates)
    {
        var titles = string.Join(", ", gates.Select(gate => gate.Title.ToLowerInvariant()));
        return $"{(gates.Count == 1 ? "A check" : $"{gates.Count} checks")} failed: {titles}";
    }

    private void Close(TransitionRequest request, TransitionRequestState state, Actor decider, string comment)
    {
        request.State = state;
        request.DecidedById = decider.UserId;
        request.DecidedByName = decider.Name;
        request.DecidedAt = clock.GetUtcNow().UtcDateTime;
        request.DecisionComment = comment.Length == 0 ? null : comment;
    }

    private async Task FinishAsync(WorkbenchDbContext db, TransitionRequest request, Actor decider, WorkbenchChange decision, CancellationToken cancellationToken)
    {
        await changes.RecordAsync(db, decider, RegistryEvents.Of(request), decision, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
