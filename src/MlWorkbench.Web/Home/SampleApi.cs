using System.Security.Claims;
using MlWorkbench.Application.Samples;

namespace MlWorkbench.Web.Home;

/// <summary>Loads the sample by API, like the button on the home page.</summary>
internal static class SampleApi
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/sample", LoadAsync).WithSummary("Load the sample");

    private static async Task<IResult> LoadAsync(ClaimsPrincipal user, SampleLoader loader, CancellationToken cancellationToken) =>
        Results.Accepted("/api/v1/jobs", new SampleAnswer(await loader.LoadAsync(user.ToActor(), cancellationToken)));

    /// <param name="Id">The id of the job.</param>
    private sealed record SampleAnswer(Guid Id);
}
