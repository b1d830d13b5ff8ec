using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Reads transition requests: the approvals inbox.</summary>
public sealed class TransitionRequestCatalog(IDbContextFactory<WorkbenchDbContext> contexts, IOptionsMonitor<AccessOptions> access)
{
    private static readonly ListOrders<TransitionRequest, Guid> Orders = new ListOrders<TransitionRequest, Guid>(request => request.Id)
        .By("open", request => request.State == TransitionRequestState.Open ? 1 : 0, request => request.RequestedAt);

    /// <summary>Lists requests, open ones first, then the newest. <see cref="ListQuery.Search"/> matches model names, comments and requesters.</summary>
    public async Task<Page<TransitionRequestSummary>> ListAsync(Actor actor, ListQuery query, TransitionRequestState? state, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see transition requests");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var requests = db.TransitionRequests.AsNoTracking().Where(request => request.ModelVersion!.Model!.ProjectId == actor.Project.Id);
        if (state is { } wanted)
        {
            requests = requests.Where(request => request.State == wanted);
        }

        if (query.Pattern is { } pattern)
        {
            requests = requests.Where(request => ListQuery.Matches(request.ModelVersion!.Model!.Name, pattern)
                || ListQuery.Matches(request.Comment, pattern)
                || ListQuery.Matches(request.RequestedByName, pattern));
        }

        var total = await requests.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(requests, query, cancellationToken);
        return slice.ToPage(await slice.Rows.Select(VersionProjections.RequestSummary(db)).ToListAsync(cancellationToken), total);
    }

    /// <summary>Counts the open requests that the actor may decide.</summary>
    public async Task<int> CountToDecideAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.Approve))
        {
            return 0;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = db.TransitionRequests.Where(request => request.ModelVersion!.Model!.ProjectId == actor.Project.Id && request.State == TransitionRequestState.Open);
        return await (access.CurrentValue.SingleUser ? open : open.Where(request => request.RequestedById != actor.UserId && request.TokenMakerId != actor.UserId)).CountAsync(cancellationToken);
    }

    /// <exception cref="WorkbenchException">The request does not exist.</exception>
    public async Task<TransitionRequestDetails> FindAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see transition requests");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var request = await db.TransitionRequests.AsNoTracking().Include(candidate => candidate.ModelVersion!.Model).SingleOrDefaultAsync(candidate => candidate.Id == id && candidate.ModelVersion!.Model!.ProjectId == actor.Project.Id, cancellationToken)
            ?? throw WorkbenchException.NotFound("transition request with this id");
        var version = request.ModelVersion!;
        var champion = await db.ModelVersions.AsNoTracking().Where(candidate => candidate.ModelId == version.ModelId && candidate.Stage == Stage.Production).Select(candidate => new { candidate.Id, candidate.Number }).SingleOrDefaultAsync(cancellationToken);
        var remarks = await db.TransitionComments.AsNoTracking().Where(comment => comment.RequestId == id).OrderBy(comment => comment.At)
            .Select(comment => new TransitionRemark(comment.AuthorName, db.Users.Where(user => user.Id == comment.AuthorId).Select(user => user.Email).FirstOrDefault(), comment.At, comment.Text)).ToListAsync(cancellationToken);
        var open = request.State == TransitionRequestState.Open;
        return new TransitionRequestDetails
        {
            Request = await db.TransitionRequests.Where(candidate => candidate.Id == id).Select(VersionProjections.RequestSummary(db)).SingleAsync(cancellationToken),
            Evidence = EvidenceJson.Read(request.Evidence),
            Rollout = RolloutPlan.Find(request.Rollout),
            Remarks = remarks,
            DecisionComment = request.DecisionComment,
            OverrideReason = request.OverrideReason,
            SelfApproved = request.State == TransitionRequestState.Approved && request.DecidedById == request.RequestedById,
            StaleReason = open ? StaleEvidence.FindReason(request, champion?.Id, champion?.Number)?.Message : null,
            DecisionRefusal = open ? DecisionRules.FindRefusal(actor, request, access.CurrentValue)?.Message : null,
            MayWithdraw = open && actor.May(Permission.ManageModels) && actor.Owns(request.RequestedById),
        };
    }
}
