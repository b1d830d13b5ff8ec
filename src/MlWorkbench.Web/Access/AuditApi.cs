using System.Security.Claims;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Access;

/// <summary>The audit trail.</summary>
internal static class AuditApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/audit", ListAsync).WithSummary("List audit entries, newest first");
        api.MapGet("/audit/content", WriteCsvAsync).WithSummary("Download audit entries as CSV, oldest first").Produces<string>(contentType: "text/csv");
        api.MapGet("/audit/head", HeadAsync).WithSummary("Read the head of the audit chain");
        api.MapGet("/audit/verification", VerifyAsync).WithSummary("Verify the audit chain");
    }

    private static async Task<ApiPage<AuditRecord>> ListAsync(
        ClaimsPrincipal user,
        AuditTrail trail,
        [AsParameters] ApiListQuery list,
        [AsParameters] AuditFilter filter,
        CancellationToken cancellationToken)
    {
        var query = list.ToListQuery();
        return ApiPage<AuditRecord>.Of(await trail.ListAsync(user.ToActor(), filter.ToQuery(query.Search), query, cancellationToken));
    }

    private static IResult WriteCsvAsync(
        ClaimsPrincipal user,
        AuditExport export,
        string? search,
        [AsParameters] AuditFilter filter,
        CancellationToken cancellationToken)
    {
        var actor = user.ToActor();
        actor.Require(Permission.Administer, "export the audit trail");
        return Results.Stream(target => export.WriteCsvAsync(actor, filter.ToQuery(search), target, cancellationToken), "text/csv; charset=utf-8", "audit.csv");
    }

    private static Task<AuditHead> HeadAsync(ClaimsPrincipal user, AuditTrail trail, CancellationToken cancellationToken) =>
        trail.HeadAsync(user.ToActor(), cancellationToken);

    private static Task<AuditVerification> VerifyAsync(ClaimsPrincipal user, AuditTrail trail, CancellationToken cancellationToken) =>
        trail.VerifyAsync(user.ToActor(), cancellationToken);

    private sealed record AuditFilter(string? Actor, string? Action, string? Subject, string? Project)
    {
        public AuditQuery ToQuery(string? search) => new(search, Actor, Action, Subject, Project);
    }
}
