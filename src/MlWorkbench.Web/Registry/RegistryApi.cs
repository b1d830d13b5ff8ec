using System.Security.Claims;
using MlWorkbench.Application;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Registry;

/// <summary>Models, versions, stages and transition requests.</summary>
internal static class RegistryApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var models = api.MapGroup("/models").WithTags("Registry");
        models.MapGet("", ListAsync).WithSummary("List models");
        models.MapGet("/{name}", FindAsync).WithSummary("Read a model and its stages");
        models.MapGet("/{name}/versions", ListVersionsAsync).WithSummary("List a model's versions, newest first");
        models.MapPost("/{name}/versions", RegisterAsync).WithSummary("Register a run as the next version");
        models.MapGet("/{name}/versions/{version}", FindVersionAsync).WithSummary("Read a model version with its lineage");
        models.MapGet("/{name}/history", HistoryAsync).WithSummary("Read the stage history");
        models.MapPut("/{name}/aliases/{alias}", SetAliasAsync).WithSummary("Assign an alias to a version");
        models.MapDelete("/{name}/aliases/{alias}", DeleteAliasAsync).WithSummary("Delete an alias");
        models.MapPut("/{name}/protected-aliases/{alias}", ProtectAliasAsync).WithSummary("Protect an alias, so that it follows Production");
        models.MapDelete("/{name}/protected-aliases/{alias}", UnprotectAliasAsync).WithSummary("Remove the protection of an alias");
        models.MapPost("/{name}/versions/{version:int}/transition-requests", RequestAsync).WithSummary("Request a stage change of a version");
        models.MapPost("/{name}/rollback", RollBackAsync).WithSummary("Roll back to the previous Production version");

        var requests = api.MapGroup("/transition-requests").WithTags("Registry");
        requests.MapGet("", ListRequestsAsync).WithSummary("List transition requests");
        requests.MapGet("/{id:guid}", FindRequestAsync).WithSummary("Read a transition request with its evidence");
        requests.MapPost("/{id:guid}/approve", ApproveAsync).WithSummary("Approve a transition request");
        requests.MapPost("/{id:guid}/reject", RejectAsync).WithSummary("Reject a transition request");
        requests.MapPost("/{id:guid}/withdraw", WithdrawAsync).WithSummary("Withdraw a transition request");
        requests.MapPost("/{id:guid}/refresh", RefreshAsync).WithSummary("Refresh a request's evidence");
        requests.MapPost("/{id:guid}/comments", CommentAsync).WithSummary("Comment on a transition request");
    }

    private static async Task<ApiPage<ModelSummary>> ListAsync(ClaimsPrincipal user, [AsParameters] ApiListQuery list, ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var query = list.ToListQuery();
        return ApiPage<ModelSummary>.Of(await catalog.ListAsync(user.ToActor(), query, cancellationToken));
    }

    private static Task<ModelDetails> FindAsync(ClaimsPrincipal user, string name, ModelCatalog catalog, CancellationToken cancellationToken) =>
        catalog.FindAsync(user.ToActor(), name, cancellationToken);

    private static async Task<ApiPage<VersionSummary>> ListVersionsAsync(ClaimsPrincipal user, string name, int? limit, string? after, Stage? stage, ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var query = new ApiListQuery(limit, after, Search: null).ToListQuery();
        return ApiPage<VersionSummary>.Of(await catalog.ListVersionsAsync(user.ToActor(), name, query, stage, cancellationToken));
    }

    private static async Task<IResult> RegisterAsync(ClaimsPrincipal user, string name, RegisterVersionBody body, ModelRegistration registration, CancellationToken cancellationToken)
    {
        var version = await registration.RegisterAsync(user.ToActor(), name, body.RunId, body.Description, cancellationToken);
        return TypedResults.Created($"/api/v1/models/{Uri.EscapeDataString(version.Name)}/versions/{version.Version}", version);
    }

    private static Task<VersionDetails> FindVersionAsync(ClaimsPrincipal user, string name, string version, ModelCatalog catalog, CancellationToken cancellationToken) =>
        catalog.FindVersionAsync(user.ToActor(), name, version, cancellationToken);

    private static Task<IReadOnlyList<StageTenure>> HistoryAsync(ClaimsPrincipal user, string name, ModelCatalog catalog, CancellationToken cancellationToken) =>
        catalog.HistoryAsync(user.ToActor(), name, cancellationToken);

    private static async Task<object> SetAliasAsync(ClaimsPrincipal user, string name, string alias, SetAliasBody body, ModelAliases aliases, CancellationToken cancellationToken)
    {
        await aliases.SetAsync(user.ToActor(), name, alias, body.Version, cancellationToken);
        return new { name, alias, version = body.Version };
    }

    private static async Task<IResult> DeleteAliasAsync(ClaimsPrincipal user, string name, string alias, ModelAliases aliases, CancellationToken cancellationToken)
    {
        await aliases.DeleteAsync(user.ToActor(), name, alias, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ProtectAliasAsync(ClaimsPrincipal user, string name, string alias, AliasProtection protection, CancellationToken cancellationToken)
    {
        await protection.ProtectAsync(user.ToActor(), name, alias, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> UnprotectAliasAsync(ClaimsPrincipal user, string name, string alias, AliasProtection protection, CancellationToken cancellationToken)
    {
        await protection.UnprotectAsync(user.ToActor(), name, alias, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RequestAsync(ClaimsPrincipal user, string name, int version, TransitionBody body, TransitionRequests requests, TransitionRequestCatalog catalog, CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        var id = await requests.OpenAsync(actor, name, version, body.Stage, body.Comment, cancellationToken, body.Rollout);
        var opened = await catalog.FindAsync(actor, id, cancellationToken);
        var evidence = EvidenceAnswer.Of(opened.Evidence);
        return TypedResults.Created($"/api/v1/transition-requests/{id}", new { id, state = opened.Request.State, gates = evidence.Gates, verdict = evidence.Verdict });
    }

    private static async Task<RegisteredVersion> RollBackAsync(ClaimsPrincipal user, string name, CommentBody body, ProductionRollback rollback, CancellationToken cancellationToken) =>
        await rollback.RollBackAsync(user.ToActor(), name, body.Comment ?? "", cancellationToken);

    private static async Task<ApiPage<TransitionRequestSummary>> ListRequestsAsync(ClaimsPrincipal user, string? state, [AsParameters] ApiListQuery list, TransitionRequestCatalog catalog, CancellationToken cancellationToken)
    {
        var query = list.ToListQuery();
        return ApiPage<TransitionRequestSummary>.Of(await catalog.ListAsync(user.ToActor(), query, ReadState(state), cancellationToken));
    }

    private static async Task<TransitionRequestAnswer> FindRequestAsync(ClaimsPrincipal user, Guid id, TransitionRequestCatalog catalog, CancellationToken cancellationToken) =>
        TransitionRequestAnswer.Of(await catalog.FindAsync(user.ToActor(), id, cancellationToken));

    private static async Task<object> ApproveAsync(ClaimsPrincipal user, Guid id, ApproveBody? body, TransitionDecisions decisions, CancellationToken cancellationToken)
    {
        await decisions.ApproveAsync(user.ToActor(), id, body?.Comment, body?.OverrideReason, cancellationToken);
        return new { id, state = TransitionRequestState.Approved };
    }

    private static async Task<object> RejectAsync(ClaimsPrincipal user, Guid id, CommentBody body, TransitionDecisions decisions, CancellationToken cancellationToken)
    {
        await decisions.RejectAsync(user.ToActor(), id, body.Comment, cancellationToken);
        return new { id, state = TransitionRequestState.Rejected };
    }

    private static async Task<object> WithdrawAsync(ClaimsPrincipal user, Guid id, CommentBody? body, TransitionDecisions decisions, CancellationToken cancellationToken)
    {
        await decisions.WithdrawAsync(user.ToActor(), id, body?.Comment, cancellationToken);
        return new { id, state = TransitionRequestState.Withdrawn };
    }

    private static async Task<TransitionRequestAnswer> RefreshAsync(ClaimsPrincipal user, Guid id, TransitionRequests requests, TransitionRequestCatalog catalog, CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        await requests.RefreshEvidenceAsync(actor, id, cancellationToken);
        return TransitionRequestAnswer.Of(await catalog.FindAsync(actor, id, cancellationToken));
    }

    private static async Task<IResult> CommentAsync(ClaimsPrincipal user, Guid id, CommentBody body, TransitionRequests requests, CancellationToken cancellationToken)
    {
        await requests.CommentAsync(user.ToActor(), id, body.Comment, cancellationToken);
        return TypedResults.NoContent();
    }

    private static TransitionRequestState? ReadState(string? state)
    {
        if (state is null or "")
        {
            return null;
        }

        return Enum.TryParse<TransitionRequestState>(state, ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? known
            : throw new WorkbenchException(ErrorKind.Malformed, "state_unknown", $"There is no state '{state}'. Use open, approved, rejected or withdrawn.");
    }

    internal sealed record RegisterVersionBody(Guid RunId, string? Description);

    internal sealed record SetAliasBody(int Version);

    internal sealed record TransitionBody(Stage Stage, string? Comment, RolloutPlan? Rollout = null);

    internal sealed record CommentBody(string? Comment);

    internal sealed record ApproveBody(string? Comment, string? OverrideReason);
}
