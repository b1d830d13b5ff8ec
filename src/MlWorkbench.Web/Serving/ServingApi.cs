using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Humility;
using MlWorkbench.Application.Serving.Limits;
using MlWorkbench.Application.Serving.Shadows;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Serving;

/// <summary>Predictions and endpoints.</summary>
internal static class ServingApi
{
    private const string Root = "/api/v1/endpoints";

    public static void Map(RouteGroupBuilder api)
    {
        var models = api.MapGroup("/models/{name}").WithTags("Predictions");
        models.MapPost("/predict", PredictAsync).WithSummary("Predict with the model's endpoint");
        models.MapPost("/versions/{version}/predict", PredictByVersionAsync).WithSummary("Predict with a given version");
        models.MapGet("/versions/{version}/signature", SignatureAsync).WithSummary("Read the signature of a version");

        var all = api.MapGroup("/endpoints").WithTags("Serving");
        all.MapGet("", ListAsync).WithSummary("List endpoints");
        all.MapPost("", CreateAsync).WithSummary("Create an endpoint");

        var endpoints = api.MapGroup("/endpoints/{name}").WithTags("Serving");
        endpoints.MapGet("", FindEndpointAsync).WithSummary("Read the routes and settings of an endpoint");
        endpoints.MapPost("/predict", PredictAsync).WithSummary("Predict with an endpoint");
        endpoints.MapPut("/log", SetLogAsync).WithSummary("Set mode and retention of the prediction log");
        endpoints.MapPut("/limits", SetLimitsAsync).WithSummary("Set the limits of calls");
        endpoints.MapGet("/traffic", TrafficAsync).WithSummary("Read the traffic by version");
        endpoints.MapGet("/predictions", PredictionsAsync).WithSummary("List logged predictions, newest first");
        endpoints.MapGet("/predictions/{id:guid}/why", ExplainAsync).WithSummary("Explain a logged prediction");
        endpoints.MapDelete("/predictions", EraseAsync).WithSummary("Delete the logged predictions of an entity");
        endpoints.MapPost("/predictions/export", ExportAsync).WithSummary("Export logged predictions into a dataset");
        endpoints.MapGet("/humility-rules", ListRulesAsync).WithSummary("List the humility rules");
        endpoints.MapPut("/humility-rules", SetRulesAsync).WithSummary("Replace the humility rules");
        endpoints.MapPost("/humility-rules/simulate", SimulateRulesAsync).WithSummary("Try humility rules on logged predictions");
        endpoints.MapPut("/shadows/{version:int}", SetShadowAsync).WithSummary("Add a shadow, or change its sample");
        endpoints.MapDelete("/shadows/{version:int}", RemoveShadowAsync).WithSummary("Remove a shadow");
        endpoints.MapGet("/shadows/{version:int}", CompareShadowAsync).WithSummary("Compare a shadow with the answers");
        RolloutsApi.Map(endpoints.MapGroup("/rollouts"));
    }

    private static Task<PredictionAnswer> PredictAsync(ClaimsPrincipal user, string name, PredictionRequest request, PredictionServer server, CancellationToken cancellationToken) =>
        server.PredictAsync(user.ToActor(), name, reference: null, request, cancellationToken);

    private static Task<PredictionAnswer> PredictByVersionAsync(ClaimsPrincipal user, string name, string version, PredictionRequest request, PredictionServer server, CancellationToken cancellationToken) =>
        server.PredictAsync(user.ToActor(), name, version, request, cancellationToken);

    private static async Task<ModelSignature> SignatureAsync(ClaimsPrincipal user, string name, string version, EndpointCatalog catalog, CancellationToken cancellationToken) =>
        (await catalog.FindAsync(user.ToActor(), name, version, cancellationToken)).Signature;

    private static async Task<ApiPage<EndpointSummary>> ListAsync(
        ClaimsPrincipal user, [AsParameters] ApiListQuery list, EndpointCatalog catalog, CancellationToken cancellationToken)
    {
        var query = list.ToListQuery();
        return ApiPage<EndpointSummary>.Of(await catalog.ListAsync(user.ToActor(), query, cancellationToken));
    }

    private static async Task<IResult> CreateAsync(
        ClaimsPrincipal user, EndpointBody body, EndpointCreation creation, CancellationToken cancellationToken)
    {
        var name = await creation.CreateAsync(user.ToActor(), body.Name, body.Model, cancellationToken);
        return TypedResults.Created($"{Root}/{Uri.EscapeDataString(name)}", new { name, body.Model });
    }

    private static Task<EndpointSettings> FindEndpointAsync(ClaimsPrincipal user, string name, EndpointCatalog catalog, CancellationToken cancellationToken) =>
        catalog.GetSettingsAsync(user.ToActor(), name, cancellationToken);

    private static async Task<EndpointLog> SetLogAsync(
        ClaimsPrincipal user, string name, EndpointLog body, EndpointLogging logging, CancellationToken cancellationToken)
    {
        await logging.SetAsync(user.ToActor(), name, body, cancellationToken);
        return body;
    }

    private static async Task<EndpointLimits> SetLimitsAsync(
        ClaimsPrincipal user, string name, CallLimits body, EndpointLimiting limiting, EndpointCatalog catalog, CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        await limiting.SetAsync(actor, name, body, cancellationToken);
        return (await catalog.GetSettingsAsync(actor, name, cancellationToken)).Limits;
    }

    private static async Task<object> TrafficAsync(
        ClaimsPrincipal user, string name, DateTimeOffset? from, DateTimeOffset? to, int? stepSeconds, TrafficCatalog catalog, CancellationToken cancellationToken) =>
        new { points = await catalog.ListAsync(user.ToActor(), name, from?.UtcDateTime, to?.UtcDateTime, stepSeconds, cancellationToken) };

    private static Task<PredictionPage> PredictionsAsync(
        ClaimsPrincipal user, string name, [AsParameters] PredictionsQuery query, PredictionLogCatalog log, CancellationToken cancellationToken) =>
        log.ListAsync(user.ToActor(), name, query.ToFilter(), new ApiListQuery(query.Limit, query.After, Search: null).ToListQuery(), cancellationToken);

    private static Task<PredictionReason> ExplainAsync(
        ClaimsPrincipal user, string name, Guid id, PredictionReasons reasons, CancellationToken cancellationToken) =>
        reasons.FindAsync(user.ToActor(), name, id, cancellationToken);

    private static async Task<object> EraseAsync(
        ClaimsPrincipal user, string name, string? entityId, PredictionErasure erasure, CancellationToken cancellationToken) =>
        new { deleted = await erasure.EraseAsync(user.ToActor(), name, entityId, cancellationToken) };

    private static async Task<Accepted<ExportAnswer>> ExportAsync(
        ClaimsPrincipal user, string name, ExportBody body, PredictionExport export, CancellationToken cancellationToken) =>
        TypedResults.Accepted("/api/v1/jobs", new ExportAnswer(
            await export.StartAsync(user.ToActor(), name, body.From.UtcDateTime, body.To.UtcDateTime, body.Dataset, cancellationToken)));

    private static Task<IReadOnlyList<HumilityRule>> ListRulesAsync(ClaimsPrincipal user, string name, HumilityRules rules, CancellationToken cancellationToken) =>
        rules.ListAsync(user.ToActor(), name, cancellationToken);

    private static async Task<IReadOnlyList<HumilityRule>> SetRulesAsync(
        ClaimsPrincipal user, string name, IReadOnlyList<HumilityRule> body, HumilityRules rules, CancellationToken cancellationToken)
    {
        await rules.SetAsync(user.ToActor(), name, body, cancellationToken);
        return body;
    }

    private static Task<HumilitySimulation> SimulateRulesAsync(
        ClaimsPrincipal user, string name, IReadOnlyList<HumilityRule> body, HumilityRules rules, CancellationToken cancellationToken) =>
        rules.SimulateAsync(user.ToActor(), name, body, cancellationToken);

    private static async Task<ShadowComparison> SetShadowAsync(
        ClaimsPrincipal user, string name, int version, ShadowBody body, ShadowEditor editor, CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        await editor.SetAsync(actor, name, version, body.SamplePercent, cancellationToken);
        return await editor.CompareAsync(actor, name, version, cancellationToken);
    }

    private static async Task<IResult> RemoveShadowAsync(ClaimsPrincipal user, string name, int version, ShadowEditor editor, CancellationToken cancellationToken)
    {
        await editor.RemoveAsync(user.ToActor(), name, version, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<ShadowComparison> CompareShadowAsync(
        ClaimsPrincipal user, string name, int version, ShadowEditor editor, CancellationToken cancellationToken) =>
        editor.CompareAsync(user.ToActor(), name, version, cancellationToken);

    internal sealed record EndpointBody(string? Name, string? Model);

    /// <param name="From">Start of the range.</param>
    /// <param name="To">End of the range. Predictions at this time are not exported.</param>
    /// <param name="Dataset">Receives the predictions as its next version. Created if it does not exist.</param>
    internal sealed record ExportBody([property: JsonRequired] DateTimeOffset From, [property: JsonRequired] DateTimeOffset To, string? Dataset);

    /// <param name="Id">The id of the job that imports the predictions. <c>GET /jobs</c> shows its progress.</param>
    internal sealed record ExportAnswer(Guid Id);

    internal sealed record ShadowBody([property: JsonRequired] double SamplePercent);

    /// <param name="From">Start of the range.</param>
    /// <param name="To">End of the range.</param>
    /// <param name="Warnings">Only predictions with irregularities, or only those without.</param>
    /// <param name="Flag">Name of a humility rule that applied.</param>
    internal sealed record PredictionsQuery(
        DateTimeOffset? From, DateTimeOffset? To, int? Version, string? Label, string? EntityId, bool? Warnings, string? Flag, int? Limit, string? After)
    {
        public PredictionFilter ToFilter() => new(From?.UtcDateTime, To?.UtcDateTime, Version, Label, EntityId, Warnings, Flag);
    }
}
