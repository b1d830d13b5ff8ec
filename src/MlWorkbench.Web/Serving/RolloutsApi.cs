using System.Security.Claims;
using System.Text.Json.Serialization;
using MlWorkbench.Application.Registry.Rollouts;

namespace MlWorkbench.Web.Serving;

/// <summary>Rollouts of an endpoint.</summary>
internal static class RolloutsApi
{
    /// <param name="rollouts">The group of an endpoint, with its <c>{name}</c>.</param>
    public static void Map(RouteGroupBuilder rollouts)
    {
        rollouts.MapPost("", StartAsync).WithSummary("Approve a version and start its rollout");
        rollouts.MapGet("/{id:guid}", FindAsync).WithSummary("Read a rollout");
        rollouts.MapPost("/{id:guid}/pause", PauseAsync).WithSummary("Pause a rollout");
        rollouts.MapPost("/{id:guid}/resume", ResumeAsync).WithSummary("Resume a paused rollout");
        rollouts.MapPost("/{id:guid}/promote", PromoteAsync).WithSummary("Promote the version without the remaining steps");
        rollouts.MapPost("/{id:guid}/abort", AbortAsync).WithSummary("Abort a rollout");
    }

    private static async Task<IResult> StartAsync(
        ClaimsPrincipal user, string name, RolloutBody body, RolloutControl control, RolloutCatalog catalog, CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        var plan = new RolloutPlan(body.Steps, body.Checks);
        var id = await control.StartAsync(actor, name, body.Version, plan, body.Comment, body.OverrideReason, cancellationToken);
        var started = await catalog.FindAsync(actor, name, id, cancellationToken);
        return TypedResults.Created($"/api/v1/endpoints/{Uri.EscapeDataString(name)}/rollouts/{id}", started);
    }

    private static Task<RolloutDetails> FindAsync(ClaimsPrincipal user, string name, Guid id, RolloutCatalog catalog, CancellationToken cancellationToken) =>
        catalog.FindAsync(user.ToActor(), name, id, cancellationToken);

    private static async Task<RolloutDetails> PauseAsync(
        ClaimsPrincipal user, string name, Guid id, RemarkBody? body, RolloutControl control, RolloutCatalog catalog, CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        await control.PauseAsync(actor, name, id, body?.Comment, cancellationToken);
        return await catalog.FindAsync(actor, name, id, cancellationToken);
    }

    private static async Task<RolloutDetails> ResumeAsync(
        ClaimsPrincipal user, string name, Guid id, RemarkBody? body, RolloutControl control, RolloutCatalog catalog, CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        await control.ResumeAsync(actor, name, id, body?.Comment, cancellationToken);
        return await catalog.FindAsync(actor, name, id, cancellationToken);
    }

    private static async Task<RolloutDetails> PromoteAsync(
        ClaimsPrincipal user, string name, Guid id, RemarkBody body, RolloutControl control, RolloutCatalog catalog, CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        await control.PromoteAsync(actor, name, id, body.Comment, cancellationToken);
        return await catalog.FindAsync(actor, name, id, cancellationToken);
    }

    private static async Task<RolloutDetails> AbortAsync(
        ClaimsPrincipal user, string name, Guid id, RemarkBody body, RolloutControl control, RolloutCatalog catalog, CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        await control.AbortAsync(actor, name, id, body.Comment, cancellationToken);
        return await catalog.FindAsync(actor, name, id, cancellationToken);
    }

    internal sealed record RolloutBody(
        [property: JsonRequired] int Version,
        [property: JsonRequired] IReadOnlyList<RolloutStep> Steps,
        IReadOnlyList<RolloutCheck>? Checks,
        string? Comment,
        string? OverrideReason);

    internal sealed record RemarkBody(string? Comment);
}
