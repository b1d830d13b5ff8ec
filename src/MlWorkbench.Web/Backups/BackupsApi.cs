using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using MlWorkbench.Application.Backups;

namespace MlWorkbench.Web.Backups;

/// <summary>Backups. No route gives a file away: it holds password hashes and the keys of sessions.</summary>
internal static class BackupsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/backups", ReadAsync).WithSummary("List the backups, newest first, with the last job of each");
        api.MapPost("/backups", StartAsync).WithSummary("Make a backup; answers the job");
        api.MapPost("/backups/{name}/verify", VerifyAsync).WithSummary("Check a backup from end to end; answers the job");
    }

    private static Task<BackupOverview> ReadAsync(ClaimsPrincipal user, BackupCatalog catalog, CancellationToken cancellationToken) =>
        catalog.ReadAsync(user.ToActor(), cancellationToken);

    private static async Task<Accepted<JobAnswer>> StartAsync(ClaimsPrincipal user, BackupLauncher launcher, CancellationToken cancellationToken) =>
        Answer(await launcher.StartAsync(user.ToActor(), cancellationToken));

    private static async Task<Accepted<JobAnswer>> VerifyAsync(ClaimsPrincipal user, BackupLauncher launcher, string name, CancellationToken cancellationToken) =>
        Answer(await launcher.CheckAsync(user.ToActor(), name, cancellationToken));

    private static Accepted<JobAnswer> Answer(Guid jobId) => TypedResults.Accepted("/api/v1/backups", new JobAnswer(jobId));

    /// <param name="Id">Of the job; <c>GET /backups</c> tells how it goes.</param>
    private sealed record JobAnswer(Guid Id);
}
