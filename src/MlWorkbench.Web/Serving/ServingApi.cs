using System.Security.Claims;
using MlWorkbench.Application.Serving;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Web.Serving;

/// <summary>Predictions and endpoints.</summary>
internal static class ServingApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var models = api.MapGroup("/models/{name}").WithTags("Predictions");
        models.MapPost("/predict", PredictAsync).WithSummary("Predict with the version in Production");
        models.MapPost("/versions/{version}/predict", PredictByVersionAsync).WithSummary("Predict with a given version");
        models.MapGet("/versions/{version}/signature", SignatureAsync).WithSummary("Read the signature of a version");

        var endpoints = api.MapGroup("/endpoints/{name}").WithTags("Serving");
        endpoints.MapGet("", FindEndpointAsync).WithSummary("Read the settings of an endpoint");
        endpoints.MapPut("/log", SetLogAsync).WithSummary("Set mode and retention of the prediction log");
    }

    private static Task<PredictionAnswer> PredictAsync(ClaimsPrincipal user, string name, PredictionRequest request, PredictionServer server, CancellationToken cancellationToken) =>
        server.PredictAsync(user.ToActor(), name, reference: null, request, cancellationToken);

    private static Task<PredictionAnswer> PredictByVersionAsync(ClaimsPrincipal user, string name, string version, PredictionRequest request, PredictionServer server, CancellationToken cancellationToken) =>
        server.PredictAsync(user.ToActor(), name, version, request, cancellationToken);

    private static async Task<ModelSignature> SignatureAsync(ClaimsPrincipal user, string name, string version, EndpointCatalog catalog, CancellationToken cancellationToken) =>
        (await catalog.FindAsync(user.ToActor(), name, version, cancellationToken)).Signature;

    private static Task<EndpointSettings> FindEndpointAsync(ClaimsPrincipal user, string name, EndpointCatalog catalog, CancellationToken cancellationToken) =>
        catalog.GetSettingsAsync(user.ToActor(), name, cancellationToken);

    private static async Task<EndpointLog> SetLogAsync(
        ClaimsPrincipal user, string name, EndpointLog body, EndpointLogging logging, CancellationToken cancellationToken)
    {
        await logging.SetAsync(user.ToActor(), name, body, cancellationToken);
        return body;
    }
}
