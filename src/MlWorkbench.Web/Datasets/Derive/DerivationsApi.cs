using System.Globalization;
using System.Security.Claims;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Derivations;

namespace MlWorkbench.Web.Datasets.Derive;

/// <summary>Versions derived from other versions.</summary>
internal static class DerivationsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var version = api.MapGroup("/datasets/{name}/versions/{version:int}").WithTags("Datasets");
        version.MapPost("/derive", DeriveAsync).WithSummary("Derive a version: filter, split by time, sample, join")
            .Produces<VersionAnswer>(StatusCodes.Status201Created)
            .Produces<VersionAnswer>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        version.MapPost("/derive/preview", PreviewAsync).WithSummary("Preview a derivation: row count and first rows");
        version.MapPost("/repeat", RepeatAsync).WithSummary("Repeat a derivation on its source's newest version")
            .Produces<VersionAnswer>(StatusCodes.Status201Created)
            .Produces<VersionAnswer>()
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> DeriveAsync(
        ClaimsPrincipal user,
        string name,
        int version,
        DeriveBody body,
        DatasetDeriver deriver,
        DatasetCatalog catalog,
        CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        return await AnswerAsync(actor, await deriver.DeriveAsync(actor, name, version, body.ToOrder(), body.Into ?? $"{name} derived", cancellationToken), catalog, cancellationToken);
    }

    private static async Task<IResult> PreviewAsync(
        ClaimsPrincipal user,
        string name,
        int version,
        DeriveBody body,
        DatasetDeriver deriver,
        CancellationToken cancellationToken)
    {
        var preview = await deriver.PreviewAsync(user.ToActor(), name, version, body.ToOrder(), cancellationToken);
        return new RowsResult(preview.First, 0, preview.Rows);
    }

    private static async Task<IResult> RepeatAsync(
        ClaimsPrincipal user,
        string name,
        int version,
        DatasetDeriver deriver,
        DatasetCatalog catalog,
        CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        return await AnswerAsync(actor, await deriver.RepeatAsync(actor, name, version, cancellationToken), catalog, cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(Actor actor, ImportResult result, DatasetCatalog catalog, CancellationToken cancellationToken)
    {
        var answer = VersionAnswer.Of(await catalog.GetVersionAsync(actor, result.Dataset, result.Version, cancellationToken));
        return result.IsNew
            ? TypedResults.Created($"/api/v1/datasets/{Uri.EscapeDataString(result.Dataset)}/versions/{result.Version.ToString(CultureInfo.InvariantCulture)}", answer)
            : TypedResults.Ok(answer);
    }
}
