using System.Security.Claims;
using System.Text.Json;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Web.Api;
using MlWorkbench.Web.Datasets.Upload;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>Predictions for many rows, as jobs.</summary>
internal static class BatchApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/models/{name}/batch-predictions", StartAsync).WithTags("Serving")
            .WithSummary("Score a dataset version, a window of the log, or the file in the body")
            .Accepts<BatchBody>(isOptional: true, "application/json")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var batches = api.MapGroup("/batch-predictions").WithTags("Serving");
        batches.MapGet("", ListAsync).WithSummary("List batch predictions, newest first");
        batches.MapGet("/{id:guid}", GetAsync).WithSummary("Read a batch prediction with its progress");
        batches.MapGet("/{id:guid}/content", GetContentAsync).WithSummary("Download the result of a batch prediction")
            .ProducesProblem(StatusCodes.Status409Conflict);
        batches.MapPost("/{id:guid}/cancel", CancelAsync).WithSummary("Stop a batch prediction");
    }

    private static async Task<IResult> StartAsync(
        ClaimsPrincipal user,
        HttpContext context,
        string name,
        [AsParameters] BatchQuery query,
        [AsParameters] UploadQuery upload,
        BatchPredictions batches,
        CancellationToken cancellationToken)
    {
        var actor = user.ToActor();
        if (context.Request.HasJsonContentType())
        {
            var body = await ReadBodyAsync(context.Request, cancellationToken);
            return Accepted(body is { Log: { } window, Dataset: null }
                ? await batches.StartAsync(actor, name, window.ToWindow(), body.ToOrder(), cancellationToken)
                : await batches.StartAsync(actor, name, body.RequireDataset(), body.Version, body.ToOrder(), cancellationToken));
        }

        var order = query.ToOrder();
        var file = await UploadedFile.OpenAsync(context, cancellationToken);
        var fileName = file.Name ?? upload.FileName ?? "rows";
        return Accepted(await batches.StartAsync(actor, name, fileName, file.Content, upload.ToOptions(), order, cancellationToken));
    }

    /// <param name="model">If omitted, those of all models are listed.</param>
    private static async Task<ApiPage<BatchAnswer>> ListAsync(
        ClaimsPrincipal user, [AsParameters] ApiListQuery list, string? model, BatchPredictionCatalog catalog, CancellationToken cancellationToken)
    {
        var page = await catalog.ListAsync(user.ToActor(), list.ToListQuery(), model, cancellationToken);
        return new ApiPage<BatchAnswer>([.. page.Items.Select(BatchAnswer.Of)], page.Total, page.Next);
    }

    private static async Task<BatchAnswer> GetAsync(ClaimsPrincipal user, Guid id, BatchPredictionCatalog catalog, CancellationToken cancellationToken) =>
        BatchAnswer.Of(await catalog.GetAsync(user.ToActor(), id, cancellationToken));

    private static async Task<IResult> GetContentAsync(ClaimsPrincipal user, Guid id, BatchPredictionCatalog catalog, CancellationToken cancellationToken)
    {
        var file = await catalog.GetFileAsync(user.ToActor(), id, cancellationToken);
        return file.Format == BatchOutput.Parquet
            ? TypedResults.PhysicalFile(file.Path, "application/vnd.apache.parquet", $"{file.Name}.parquet")
            : TypedResults.PhysicalFile(file.Path, "text/csv; charset=utf-8", $"{file.Name}.csv");
    }

    private static async Task<IResult> CancelAsync(ClaimsPrincipal user, Guid id, BatchPredictions batches, CancellationToken cancellationToken)
    {
        await batches.CancelAsync(user.ToActor(), id, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    private static IResult Accepted(Guid id) => TypedResults.Accepted($"/api/v1/batch-predictions/{id}", new { id });

    private static async Task<BatchBody> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFromJsonAsync<BatchBody>(cancellationToken)
                ?? throw new BadHttpRequestException("The body is null.", new JsonException("The body is null. Send an object."));
        }
        catch (JsonException json)
        {
            throw new BadHttpRequestException("The body cannot be read.", json);
        }
    }
}
