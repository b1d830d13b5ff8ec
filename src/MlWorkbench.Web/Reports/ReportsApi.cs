using System.Security.Claims;
using MlWorkbench.Application.Reports;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Reports;

/// <summary>Shared reports of runs and model versions.</summary>
internal static class ReportsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/runs/{id:guid}/reports", ShareRunAsync).WithSummary("Share a run's evaluation");
        api.MapPost("/models/{name}/versions/{version:int}/reports", ShareVersionAsync).WithSummary("Share a model version's evaluation");
        api.MapGet("/reports", ListAsync).WithSummary("List shared reports");
        api.MapGet("/reports/{id:guid}/content", ReadAsync).WithSummary("Read a report as self-contained HTML");
        api.MapDelete("/reports/{id:guid}", RevokeAsync).WithSummary("Revoke a shared report");
    }

    private static async Task<IResult> ShareRunAsync(Guid id, ReportRequest? request, ReportSharing sharing, PublicLinks links, HttpContext context, CancellationToken cancellationToken) =>
        Created(context, links, await sharing.ShareRunAsync(context.User.ToActor(), id, request ?? new ReportRequest(), cancellationToken));

    private static async Task<IResult> ShareVersionAsync(string name, int version, ReportRequest? request, ReportSharing sharing, PublicLinks links, HttpContext context, CancellationToken cancellationToken) =>
        Created(context, links, await sharing.ShareVersionAsync(context.User.ToActor(), name, version, request ?? new ReportRequest(), cancellationToken));

    private static async Task<ApiPage<ReportSummary>> ListAsync([AsParameters] ApiListQuery query, ReportCatalog catalog, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var list = query.ToListQuery();
        return ApiPage<ReportSummary>.Of(await catalog.ListAsync(user.ToActor(), list, cancellationToken));
    }

    /// <param name="download">Saves the file instead of showing it.</param>
    private static async Task<IResult> ReadAsync(Guid id, bool? download, ReportCatalog catalog, HttpContext context, CancellationToken cancellationToken)
    {
        var html = await catalog.ReadContentAsync(context.User.ToActor(), id, cancellationToken);
        return ReportFile.Answer(context, html, download == true ? $"report-{id}.html" : null);
    }

    private static async Task<IResult> RevokeAsync(Guid id, ReportSharing sharing, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await sharing.RevokeAsync(user.ToActor(), id, cancellationToken);
        return Results.NoContent();
    }

    private static IResult Created(HttpContext context, PublicLinks links, SharedReport report)
    {
        var url = links.To(WorkbenchUrls.SharedReport(report.Token), context.Request);
        return Results.Created($"/api/v1/reports/{report.Id}/content", new { id = report.Id, url, expiresAt = report.ExpiresAt });
    }
}
