using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Opens requests for stage changes, and updates them until they are decided.</summary>
public sealed class TransitionRequests(IDbContextFactory<WorkbenchDbContext> contexts, EvidenceCollector evidence, ChangeLog changes, TimeProvider clock)
{
    /// <summary>Opens a request with frozen evidence, and returns its id.</summary>
    /// <param name="rollout">Steps that the approval starts. If null, the approval moves the version immediately.</param>
    /// <exception cref="WorkbenchException">The transition is not allowed, the same request is already open, or the comment is empty.</exception>
    public async Task<Guid> OpenAsync(
        Actor actor, string modelName, int number, Stage to, string? comment, CancellationToken cancellationToken, RolloutPlan? rollout = null)
    {
        actor.Require(Permission.ManageModels, "request transitions");
        var text = TransitionText.Require(comment, "The comment is empty. Enter the reason for the move: the approver reads it first.");
        rollout?.Check();
        if (rollout is not null && to != Stage.Production)
        {
            throw WorkbenchException.Invalid("rollout_invalid", $"A rollout leads to Production, and the request to {to}. Omit 'rollout'.", column: "rollout");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var version = await db.ModelVersions.AsNoTracking().SingleByNumberAsync(actor.Project, modelName, number, cancellationToken);
        var draft = await DraftAsync(db, version, to, cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var id = await AddAsync(db, actor, draft, text, rollout, registrant: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Collects the evidence for a transition. It reads much, so call it before the transaction that writes.</summary>
    /// <exception cref="WorkbenchException">The transition is not allowed.</exception>
    internal async Task<TransitionDraft> DraftAsync(WorkbenchDbContext db, ModelVersion version, Stage to, CancellationToken cancellationToken)
    {
        var rule = RequireAllowed(version, to);
        var championId = await FindChampionAsync(db, version.ModelId, cancellationToken);
        return new TransitionDraft(version, to, championId, await evidence.CollectAsync(db, version.Id, championId, rule, cancellationToken));
    }

    /// <summary>Saves a request in the caller's transaction, and returns its id.</summary>
    /// <param name="registrant">The version whose registrant requests. Null if the actor does.</param>
    /// <exception cref="WorkbenchException">The same request is already open.</exception>
    internal async Task<Guid> AddAsync(
        WorkbenchDbContext db, Actor actor, TransitionDraft draft, string text, RolloutPlan? rollout, ModelVersion? registrant, CancellationToken cancellationToken)
    {
        var (version, to) = (draft.Version, draft.To);
        await RefuseSecondAsync(db, version, to, cancellationToken);
        var request = new TransitionRequest
        {
            Id = Guid.CreateVersion7(),
            ModelVersionId = version.Id,
            FromStage = version.Stage,
            ToStage = to,
            State = TransitionRequestState.Open,
            Comment = text,
            Evidence = EvidenceJson.Write(draft.Evidence),
            Rollout = rollout?.ToJson(),
            ChampionVersionId = draft.ChampionId,
            RequestedById = registrant?.CreatedById ?? actor.UserId,
            RequestedByName = registrant?.CreatedByName ?? actor.Name,
            TokenMakerId = registrant is null ? actor.TokenMaker?.UserId : null,
            RequestedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.TransitionRequests.Add(request);
        await changes.RecordAsync(db, actor, RegistryEvents.Of(version.Model!, version),
            new RegistryEvents.TransitionRequested(request.Id, version.Id, version.Number, request.FromStage, to, text), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return request.Id;
    }

    /// <summary>Freezes the evidence again, against the version in Production now.</summary>
    public async Task RefreshEvidenceAsync(Actor actor, Guid requestId, CancellationToken cancellationToken)
    {
        actor.Require(Permission.ManageModels, "refresh the evidence of a request");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var request = await db.TransitionRequests.AsNoTracking().SingleOpenAsync(actor.Project, requestId, cancellationToken);
        var version = request.ModelVersion!;
        var championId = await FindChampionAsync(db, version.ModelId, cancellationToken);
        var collected = await evidence.CollectAsync(db, version.Id, championId, RequireAllowed(version, request.ToStage), cancellationToken);

        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var open = await db.TransitionRequests.SingleOpenAsync(actor.Project, requestId, cancellationToken);
        open.Evidence = EvidenceJson.Write(collected);
        open.ChampionVersionId = championId;
        var remark = collected.Champion is { } champion
            ? $"Refreshed the evidence against version {champion.Number}."
            : "Refreshed the evidence: Production is empty.";
        AddComment(db, actor, requestId, remark);
        await changes.RecordAsync(db, actor, RegistryEvents.Of(open), new RegistryEvents.EvidenceRefreshed(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Adds a comment to an open request.</summary>
    public async Task CommentAsync(Actor actor, Guid requestId, string? comment, CancellationToken cancellationToken)
    {
        actor.Require(Permission.ManageModels, "comment on requests");
        var text = TransitionText.Require(comment, "The comment is empty. Enter a text.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var request = await db.TransitionRequests.SingleOpenAsync(actor.Project, requestId, cancellationToken);
        AddComment(db, actor, requestId, text);
        await changes.RecordAsync(db, actor, RegistryEvents.Of(request), new RegistryEvents.TransitionCommented(text), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static StageRule RequireAllowed(ModelVersion version, Stage to)
    {
        var rule = StageRules.Find(version.Stage, to);
        return rule.Allowed
            ? rule
            : throw WorkbenchException.Conflict(
                "stage_not_allowed",
                $"Version {version.Number} of '{version.Model!.Name}' cannot move from {version.Stage} to {to}. {rule.Refusal}");
    }

    private static async Task RefuseSecondAsync(WorkbenchDbContext db, ModelVersion version, Stage to, CancellationToken cancellationToken)
    {
        if (await db.TransitionRequests.AnyAsync(request => request.ModelVersionId == version.Id && request.ToStage == to && request.State == TransitionRequestState.Open, cancellationToken))
        {
            throw WorkbenchException.Conflict(
                "already_requested",
                $"Version {version.Number} of '{version.Model!.Name}' already has an open request to move to {to}. "
                    + "Comment on that request, or withdraw it first.");
        }
    }

    private static async Task<Guid?> FindChampionAsync(WorkbenchDbContext db, Guid modelId, CancellationToken cancellationToken) =>
        await db.ModelVersions.Where(version => version.ModelId == modelId && version.Stage == Stage.Production).Select(version => (Guid?)version.Id).SingleOrDefaultAsync(cancellationToken);

    private void AddComment(WorkbenchDbContext db, Actor actor, Guid requestId, string text) =>
        db.TransitionComments.Add(new TransitionComment
        {
            Id = Guid.CreateVersion7(),
            RequestId = requestId,
            Text = text,
            AuthorId = actor.UserId,
            AuthorName = actor.Name,
            At = clock.GetUtcNow().UtcDateTime,
        });
}
