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

    private static async Task<IResult> StartAsync(
        string name, DriftCheckRequest request, DriftChecks checks, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var id = await checks.StartAsync(user.ToActor(), name, request, cancellationToken);
        return Results.Accepted($"/api/v1/models/{Uri.EscapeDataString(name)}/drift?window={id}", new { id });
    }

    /// <param name="window">The id of a drift check. If omitted, the newest check is read.</param>
    private static async Task<DriftAnswer> GetAsync(
        string name, Guid? window, MonitoringCatalog catalog, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var drift = await catalog.FindAsync(user.ToActor(), name, window, cancellationToken);
        return new DriftAnswer
        {
            Model = drift.Model,
            Version = drift.Version,
            Window = drift.Selected?.Id,
            State = drift.Selected?.State,
            Reason = drift.Selected?.Reason,
            Against = drift.Selected?.Against,
            At = drift.Selected?.CreatedAt,
            Verdict = drift.Result is { } result ? DriftVerdict.Sentence(result) : null,
            Drifted = drift.Result?.DatasetDrifted,
            DriftedShare = drift.Result?.DriftedShare,
            Features = drift.Result?.Features ?? [],
            Target = drift.Result?.Target,
            Prediction = drift.Result?.Prediction,
        };
    }

    /// <summary>A drift check in the API's format.</summary>
    private sealed record DriftAnswer
    {
        public required string Model { get; init; }

        public required int Version { get; init; }

        /// <summary>The id of the check. Null before the first check.</summary>
        public required Guid? Window { get; init; }

        public required DriftCheckState? State { get; init; }

        public required string? Reason { get; init; }

        public required string? Against { get; init; }

        public required DateTime? At { get; init; }

        public required string? Verdict { get; init; }

        public required bool? Drifted { get; init; }

        public required double? DriftedShare { get; init; }

        public required IReadOnlyList<FeatureDrift> Features { get; init; }

        /// <summary>Drift of the actual target values. Null if the newer data has none.</summary>
        public required FeatureDrift? Target { get; init; }

        /// <summary>Drift of the model's predictions.</summary>
        public required FeatureDrift? Prediction { get; init; }
    }
}
