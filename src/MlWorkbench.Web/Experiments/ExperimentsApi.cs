using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using MlWorkbench.Application;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Experiments;

/// <summary>Starts, shows, stops and extends experiments.</summary>
internal static class ExperimentsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var experiments = api.MapGroup("/experiments").WithTags("Experiments");
        experiments.MapPost("", LaunchAsync).WithSummary("Start an experiment")
            .Produces<StartedAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        experiments.MapGet("", ListAsync).WithSummary("List experiments");
        experiments.MapGet("/{id:guid}", GetAsync).WithSummary("Read an experiment with its runs");
        experiments.MapPost("/{id:guid}/cancel", CancelAsync).WithSummary("Stop an experiment and keep the best so far");
        experiments.MapPost("/{id:guid}/extend", ExtendAsync).WithSummary("Extend a search with more time");
    }

    private static async Task<IResult> LaunchAsync(ClaimsPrincipal user, ExperimentBody body, ExperimentLauncher launcher, CancellationToken cancellationToken) =>
        Started(await launcher.LaunchAsync(user.ToActor(), body.ToRequest(), cancellationToken));

    private static async Task<ApiPage<ExperimentSummary>> ListAsync(
        ClaimsPrincipal user,
        [AsParameters] ApiListQuery list,
        string? state,
        ExperimentCatalog catalog,
        CancellationToken cancellationToken)
    {
        var query = list.ToListQuery();
        return ApiPage<ExperimentSummary>.Of(await catalog.ListAsync(user.ToActor(), query, ParseState(state), cancellationToken));
    }

    private static async Task<ExperimentAnswer> GetAsync(ClaimsPrincipal user, Guid id, ExperimentCatalog catalog, CancellationToken cancellationToken) =>
        ExperimentAnswer.Of(await catalog.GetAsync(user.ToActor(), id, cancellationToken));

    private static async Task<IResult> CancelAsync(ClaimsPrincipal user, Guid id, ExperimentStopper stopper, CancellationToken cancellationToken)
    {
        await stopper.StopAsync(user.ToActor(), id, cancellationToken);
        return Started(id);
    }

    private static async Task<IResult> ExtendAsync(
        ClaimsPrincipal user, Guid id, ExtendBody body, ExperimentExtension extension, CancellationToken cancellationToken)
    {
        await extension.ExtendAsync(user.ToActor(), id, body.BudgetSeconds, cancellationToken);
        return Started(id);
    }

    private static Accepted<StartedAnswer> Started(Guid id) => TypedResults.Accepted($"/api/v1/experiments/{id}", new StartedAnswer(id));

    private static ExperimentState? ParseState(string? state)
    {
        if (state is null)
        {
            return null;
        }

        return Enum.TryParse<ExperimentState>(state, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed)
            ? parsed
            : throw new WorkbenchException(ErrorKind.Malformed, "state_unknown", $"There is no state '{state}'. Use queued, running, completed, cancelled or failed.");
    }

    private sealed record ExtendBody(double BudgetSeconds);

    private sealed record StartedAnswer(Guid Id);
}
