using System.Security.Claims;
using MlWorkbench.Application.Monitoring;
using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Web.Monitoring;

/// <summary>Drift checks.</summary>
internal static class MonitoringApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/models/{name}/drift-checks", StartAsync).WithSummary("Check drift of newer data against the training data");
        api.MapGet("/models/{name}/drift", GetAsync).WithSummary("Read the drift of a model, feature by feature");
    }

    private static async Task<IResult> StartAsync(string name, DriftCheckRequest request, DriftChecks checks, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var id = await checks.StartAsync(user.ToActor(), name, request, cancellationToken);
        return Results.Accepted($"/api/v1/models/{Uri.EscapeDataString(name)}/drift?window={id}", new { id });
    }

    /// <param name="window">The id of a drift check. If omitted, the newest check is read.</param>
    private static async Task<DriftAnswer> GetAsync(string name, Guid? window, MonitoringCatalog catalog, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var drift = await catalog.FindAsync(user.ToActor(), name, window, cancellationToken);
        return new DriftAnswer(
            drift.Model,
            drift.Version,
            drift.Selected?.Id,
            drift.Selected?.State,
            drift.Selected?.Reason,
            drift.Selected?.Against,
            drift.Selected?.CreatedAt,
            drift.Result is { } result ? DriftVerdict.Sentence(result) : null,
            drift.Result?.DatasetDrifted,
            drift.Result?.DriftedShare,
            drift.Result?.Features ?? [],
            drift.Result?.Target,
            drift.Result?.Prediction);
    }

    /// <summary>A drift check in the API's format.</summary>
    /// <param name="Window">The id of the check. Null before the first check.</param>
    /// <param name="Target">Drift of the actual target values. Null if the newer data has none.</param>
    /// <param name="Prediction">Drift of the model's predictions.</param>
    private sealed record DriftAnswer(
        string Model,
        int Version,
        Guid? Window,
        DriftCheckState? State,
        string? Reason,
        string? Against,
        DateTime? At,
        string? Verdict,
        bool? Drifted,
        double? DriftedShare,
        IReadOnlyList<FeatureDrift> Features,
        FeatureDrift? Target,
        FeatureDrift? Prediction);
}
