using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>Opens requests for stage changes, and updates them until they are decided.</summary>
public sealed class TransitionRequests(IDbContextFactory<WorkbenchDbContext> contexts, EvidenceCollector evidence, ChangeLog changes, TimeProvider clock)
{
    /// <summary>Opens a request with frozen evidence, and returns its id.</summary>
    /// <exception cref="WorkbenchException">The transition is not allowed, the same request is already open, or the comment is empty.</exception>
    public async Task<Guid> OpenAsync(Actor actor, string modelName, int number, Stage to, string? comment, CancellationToken cancellationToken)
    {
        actor.Require(Permission.ManageModels, "request transitions");
        var text = TransitionText.Require(comment, "The comment is empty. Enter the reason for the move: the approver reads it first.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var version = await db.ModelVersions.AsNoTracking().SingleByNumberAsync(actor.Project, modelName, number, cancellationToken);
        var rule = RequireAllowed(version, to);
        var championId = await FindChampionAsync(db, version.ModelId, cancellationToken);
        var collected = await evidence.CollectAsync(db, version.Id, championId, rule, cancellationToken);

        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        await RefuseSecondAsync(db, version, to, cancellationToken);
        var request = new TransitionRequest
        {
            Id = Guid.CreateVersion7(),
            ModelVersionId = version.Id,
            FromStage = version.Stage,
            ToStage = to,
            State = TransitionRequestState.Open,
            Comment = text,
            Evidence = EvidenceJson.Write(collected),
            ChampionVersionId = championId,
            RequestedById = actor.UserId,
            RequestedByName = actor.Name,
            TokenMakerId = actor.TokenMaker?.UserId,
            RequestedAt = clock.GetUtcNow().UtcDateTime,
        };
        db.TransitionRequests.Add(request);
        await changes.RecordAsync(db, actor, RegistryEvents.Of(version.Model!, version),
            new RegistryEvents.TransitionRequested(request.Id, version.Id, number, request.FromStage, to, text), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
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
