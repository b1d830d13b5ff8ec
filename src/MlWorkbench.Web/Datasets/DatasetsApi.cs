using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using MlWorkbench.Application;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Engine.Datasets.Filters;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Web.Api;
using MlWorkbench.Web.Datasets.Upload;

namespace MlWorkbench.Web.Datasets;

/// <summary>Uploads, datasets, their versions and their rows.</summary>
internal static class DatasetsApi
{
    private const int DefaultRows = 100;

    public static void Map(RouteGroupBuilder api)
    {
        var datasets = api.MapGroup("/datasets").WithTags("Datasets");
        datasets.MapGet("", ListAsync).WithSummary("List datasets");
        datasets.MapGet("/{name}", GetAsync).WithSummary("Read a dataset with its versions");
        datasets.MapPost("/{name}/versions", UploadAsync).WithSummary("Upload a file as the next version")
            .Produces<VersionAnswer>(StatusCodes.Status201Created)
            .Produces<VersionAnswer>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        datasets.MapGet("/{name}/versions/{version:int}", GetVersionAsync).WithSummary("Read a version: columns, digest and warnings");
        datasets.MapGet("/{name}/versions/{version:int}/profile", GetProfileAsync).WithSummary("Read a version's profile per column");
        datasets.MapGet("/{name}/versions/{version:int}/rows", GetRowsAsync).WithSummary("Page through a version's rows");
        datasets.MapGet("/{name}/versions/{version:int}/content", GetContentAsync).WithSummary("Download a version's content");
    }

    private static async Task<ApiPage<DatasetSummary>> ListAsync(
        ClaimsPrincipal user,
        [AsParameters] ApiListQuery list,
        bool? archived,
        DatasetCatalog catalog,
        CancellationToken cancellationToken)
    {
        var query = list.ToListQuery();
        return ApiPage<DatasetSummary>.Of(await catalog.ListAsync(user.ToActor(), query, archived == true, cancellationToken));
    }

    private static Task<DatasetDetails> GetAsync(ClaimsPrincipal user, string name, bool? archived, DatasetCatalog catalog, CancellationToken cancellationToken) =>
        catalog.GetAsync(user.ToActor(), name, archived == true, cancellationToken);

    private static async Task<IResult> UploadAsync(
        ClaimsPrincipal user,
        HttpContext context,
        string name,
        [AsParameters] UploadQuery query,
        DatasetImporter importer,
        DatasetCatalog catalog,
        CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        var file = await UploadedFile.OpenAsync(context, cancellationToken);
        var result = await importer.ImportAsync(actor, name, file.Name ?? query.FileName ?? name, file.Content, query.ToOptions(), cancellationToken);
        var answer = VersionAnswer.Of(await catalog.GetVersionAsync(actor, result.Dataset, result.Version, cancellationToken));
        return result.IsNew
            ? TypedResults.Created($"/api/v1/datasets/{Uri.EscapeDataString(result.Dataset)}/versions/{result.Version.ToString(CultureInfo.InvariantCulture)}", answer)
            : TypedResults.Ok(answer);
    }

    private static async Task<VersionAnswer> GetVersionAsync(ClaimsPrincipal user, string name, int version, DatasetCatalog catalog, CancellationToken cancellationToken) =>
        VersionAnswer.Of(await catalog.GetVersionAsync(user.ToActor(), name, version, cancellationToken));

    private static Task<DatasetProfile> GetProfileAsync(ClaimsPrincipal user, string name, int version, DatasetCatalog catalog, CancellationToken cancellationToken) =>
        catalog.GetProfileAsync(user.ToActor(), name, version, cancellationToken);

    /// <param name="limit">1 to 1,000. If omitted, 100.</param>
    /// <param name="filter">Conditions that each row must meet, such as <c>age &gt;= 30</c>. Can be repeated.</param>
    private static async Task<IResult> GetRowsAsync(
        ClaimsPrincipal user,
        string name,
        int version,
        int? offset,
        int? limit,
        [FromQuery] string[]? filter,
        DatasetCatalog catalog,
        CancellationToken cancellationToken)
    {
        var actor = user.ToActor();
        var first = ApiRange.Offset(offset);
        var most = ApiRange.Limit(limit, DefaultRows, DatasetCatalog.MaxPageRows);
        if (filter is { Length: > 0 })
        {
            var found = await catalog.FilterRowsAsync(actor, name, version, [.. filter.Select(RowCondition.Parse)], first, most, null, whole: true, cancellationToken);
            return new RowsResult(found.Rows, first, found.Total);
        }

        var rows = await catalog.ReadRowsAsync(actor, name, version, first, most, null, cancellationToken);
        var total = (await catalog.GetVersionAsync(actor, name, version, cancellationToken)).Rows;
        return new RowsResult(rows, first, total);
    }

    private static async Task<IResult> GetContentAsync(
        ClaimsPrincipal user,
        HttpContext context,
        string name,
        int version,
        string? format,
        string? formulas,
        DatasetCatalog catalog,
        DatasetExporter exporter,
        CancellationToken cancellationToken)
    {
        var path = await catalog.GetArrowFileAsync(user.ToActor(), name, version, cancellationToken);
        var fileName = $"{name} v{version.ToString(CultureInfo.InvariantCulture)}";
        switch (format ?? "csv")
        {
            case "arrow":
                return TypedResults.PhysicalFile(path, "application/vnd.apache.arrow.file", $"{fileName}.arrow");
            case "csv":
                context.Response.ContentType = "text/csv; charset=utf-8";
                context.Response.Headers.ContentDisposition = Attachment($"{fileName}.csv");
                await WriteCsvAsync(path, context.Response.Body, formulas == "keep", cancellationToken);
                return TypedResults.Empty;
            case "parquet":
                return TypedResults.File(await exporter.WriteParquetAsync(user.ToActor(), name, version, cancellationToken), "application/vnd.apache.parquet", $"{fileName}.parquet");
            default:
                throw new WorkbenchException(ErrorKind.UnsupportedType, "format_unsupported", $"The format '{format}' is not supported. Use csv, parquet or arrow.");
        }
    }

    private static async Task WriteCsvAsync(string path, Stream target, bool keepFormulas, CancellationToken cancellationToken)
    {
        await using var writer = new CsvTableWriter(target, neutraliseFormulas: !keepFormulas);
        await foreach (var batch in ArrowTableFile.ReadBatchesAsync(path, null, cancellationToken))
        {
            await writer.WriteAsync(batch, cancellationToken);
        }
    }

    private static string Attachment(string fileName)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        return disposition.ToString();
    }
}
