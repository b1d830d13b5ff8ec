using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using MlWorkbench.Application.Backups;

namespace MlWorkbench.Web.Backups;

/// <summary>Backups. No route returns a backup file, because it contains password hashes and session keys.</summary>
internal static class BackupsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/backups", ReadAsync).WithSummary("List backups with their last jobs");
        api.MapPost("/backups", StartAsync).WithSummary("Start a backup");
        api.MapPost("/backups/{name}/verify", VerifyAsync).WithSummary("Start the verification of a backup");
    }

    private static Task<BackupOverview> ReadAsync(ClaimsPrincipal user, BackupCatalog catalog, CancellationToken cancellationToken) =>
        catalog.ReadAsync(user.ToActor(), cancellationToken);

    private static async Task<Accepted<JobAnswer>> StartAsync(ClaimsPrincipal user, BackupLauncher launcher, CancellationToken cancellationToken) =>
        Answer(await launcher.StartAsync(user.ToActor(), cancellationToken));

    private static async Task<Accepted<JobAnswer>> VerifyAsync(ClaimsPrincipal user, BackupLauncher launcher, string name, CancellationToken cancellationToken) =>
        Answer(await launcher.CheckAsync(user.ToActor(), name, cancellationToken));

    private static Accepted<JobAnswer> Answer(Guid jobId) => TypedResults.Accepted("/api/v1/backups", new JobAnswer(jobId));

    /// <param name="Id">The id of the job. <c>GET /backups</c> shows its progress.</param>
    private sealed record JobAnswer(Guid Id);
}
