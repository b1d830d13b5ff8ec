using System.Security.Claims;
using MlWorkbench.Application.Serving;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Web.Access;

namespace MlWorkbench.Web.Serving;

/// <summary>Predictions.</summary>
internal static class ServingApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var models = api.MapGroup("/models/{name}").WithTags("Predictions");
        models.MapPost("/predict", PredictAsync).WithSummary("Predict with the version in Production");
        models.MapPost("/versions/{version}/predict", PredictByVersionAsync).WithSummary("Predict with a given version");
        models.MapGet("/versions/{version}/signature", SignatureAsync).WithSummary("Read what a version's rows look like");
    }

    private static Task<PredictionAnswer> PredictAsync(ClaimsPrincipal user, string name, PredictionRequest request, PredictionServer server, CancellationToken cancellationToken) =>
        server.PredictAsync(user.ToActor(), name, reference: null, request, cancellationToken);

    private static Task<PredictionAnswer> PredictByVersionAsync(ClaimsPrincipal user, string name, string version, PredictionRequest request, PredictionServer server, CancellationToken cancellationToken) =>
        server.PredictAsync(user.ToActor(), name, version, request, cancellationToken);

    private static async Task<ModelSignature> SignatureAsync(ClaimsPrincipal user, string name, string version, EndpointCatalog catalog, CancellationToken cancellationToken) =>
        (await catalog.FindAsync(user.ToActor(), name, version, cancellationToken)).Signature;
}
