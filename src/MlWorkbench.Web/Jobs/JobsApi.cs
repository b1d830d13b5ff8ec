using System.Security.Claims;
using MlWorkbench.Application;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Jobs;

/// <summary>Background jobs.</summary>
internal static class JobsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/jobs", ListAsync).WithSummary("List jobs, newest first");
        api.MapPost("/jobs/{id:guid}/cancel", CancelAsync).WithSummary("Stop a job");
    }

    private static async Task<ApiPage<JobSummary>> ListAsync(
        ClaimsPrincipal user,
        JobCatalog catalog,
        [AsParameters] ApiListQuery list,
        string? state,
        CancellationToken cancellationToken)
    {
        var query = list.ToListQuery();
        return ApiPage<JobSummary>.Of(await catalog.ListAsync(user.ToActor(), query, ParseState(state), cancellationToken));
    }

    private static async Task<IResult> CancelAsync(ClaimsPrincipal user, JobCancellation cancellation, Guid id, CancellationToken cancellationToken)
    {
        await cancellation.RequestAsync(user.ToActor(), id, cancellationToken);
        return Results.Accepted();
    }

    private static JobState? ParseState(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Enum.TryParse<JobState>(text, ignoreCase: true, out var state) && Enum.IsDefined(state)
            ? state
            : throw new WorkbenchException(ErrorKind.Malformed, "state_invalid", $"There is no state '{text}'. States are: queued, running, completed, cancelled, failed.");
    }
}
