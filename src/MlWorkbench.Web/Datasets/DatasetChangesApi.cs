using System.Security.Claims;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Lineage;

namespace MlWorkbench.Web.Datasets;

/// <summary>Edits, deletion and lineage of datasets and their versions.</summary>
internal static class DatasetChangesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var dataset = api.MapGroup("/datasets/{name}").WithTags("Datasets");
        dataset.MapPatch("", EditAsync).WithSummary("Describe, tag, archive or restore a dataset");
        dataset.MapDelete("", DeleteAsync).WithSummary("Delete a dataset that nothing depends on").ProducesProblem(StatusCodes.Status409Conflict);
        dataset.MapPatch("/versions/{version:int}", EditVersionAsync).WithSummary("Describe, tag, archive or restore a version");
        dataset.MapDelete("/versions/{version:int}", DeleteVersionAsync).WithSummary("Delete a version that nothing depends on").ProducesProblem(StatusCodes.Status409Conflict);
        dataset.MapGet("/versions/{version:int}/lineage", GetLineageAsync).WithSummary("Read a version's lineage: origin and dependents");
    }

    private static async Task<DatasetDetails> EditAsync(
        ClaimsPrincipal user,
        string name,
        DatasetEdit edit,
        DatasetEditor editor,
        DatasetCatalog catalog,
        CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        await editor.EditAsync(actor, name, null, edit, cancellationToken);
        return await catalog.GetAsync(actor, name, archived: true, cancellationToken);
    }

    private static async Task<VersionAnswer> EditVersionAsync(
        ClaimsPrincipal user,
        string name,
        int version,
        DatasetEdit edit,
        DatasetEditor editor,
        DatasetCatalog catalog,
        CancellationToken cancellationToken)
    {
        var actor = user.ToReader();
        await editor.EditAsync(actor, name, version, edit, cancellationToken);
        return VersionAnswer.Of(await catalog.GetVersionAsync(actor, name, version, cancellationToken));
    }

    private static async Task<IResult> DeleteAsync(ClaimsPrincipal user, string name, DatasetDeletion deletion, CancellationToken cancellationToken)
    {
        await deletion.DeleteDatasetAsync(user.ToActor(), name, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DeleteVersionAsync(
        ClaimsPrincipal user, string name, int version, DatasetDeletion deletion, CancellationToken cancellationToken)
    {
        await deletion.DeleteVersionAsync(user.ToActor(), name, version, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<DatasetLineage> GetLineageAsync(ClaimsPrincipal user, string name, int version, LineageCatalog catalog, CancellationToken cancellationToken) =>
        catalog.GetAsync(user.ToActor(), name, version, cancellationToken);
}
