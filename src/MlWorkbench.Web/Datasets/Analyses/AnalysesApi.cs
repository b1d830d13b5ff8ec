using System.Security.Claims;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Engine.Datasets.Associations;
using MlWorkbench.Engine.Datasets.Comparison;
using MlWorkbench.Engine.Datasets.Quality;

namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>Analyses of a version that a job computes: 202 until the result is ready.</summary>
internal static class AnalysesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var version = api.MapGroup("/datasets/{name}/versions/{version:int}").WithTags("Datasets");
        version.MapGet("/quality", GetQualityAsync).WithSummary("Read the findings of the quality checks")
            .Produces<QualityReport>()
            .Produces<RunningAnswer>(StatusCodes.Status202Accepted);
        version.MapGet("/target-rates", GetTargetRatesAsync).WithSummary("Read a target's rate or mean by column")
            .Produces<TargetRates>()
            .Produces<RunningAnswer>(StatusCodes.Status202Accepted);
        version.MapGet("/associations", GetAssociationsAsync).WithSummary("Read the associations between columns")
            .Produces<AssociationMatrix>()
            .Produces<RunningAnswer>(StatusCodes.Status202Accepted);
        api.MapGet("/datasets/{name}/compare", CompareAsync).WithTags("Datasets").WithSummary("Compare two versions of a dataset")
            .Produces<DatasetComparison>()
            .Produces<RunningAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> GetQualityAsync(ClaimsPrincipal user, HttpContext context, string name, int version, string? target, DatasetAnalyses analyses, CancellationToken cancellationToken) =>
        AnalysisResult.Of(context, await analyses.GetQualityAsync(user.ToActor(), name, version, target, cancellationToken));

    private static async Task<IResult> GetTargetRatesAsync(ClaimsPrincipal user, HttpContext context, string name, int version, string target, DatasetAnalyses analyses, CancellationToken cancellationToken) =>
        AnalysisResult.Of(context, await analyses.GetTargetRatesAsync(user.ToActor(), name, version, target, cancellationToken));

    private static async Task<IResult> GetAssociationsAsync(ClaimsPrincipal user, HttpContext context, string name, int version, DatasetAnalyses analyses, CancellationToken cancellationToken) =>
        AnalysisResult.Of(context, await analyses.GetAssociationsAsync(user.ToActor(), name, version, cancellationToken));

    private static async Task<IResult> CompareAsync(ClaimsPrincipal user, HttpContext context, string name, int from, int to, string[]? key, DatasetAnalyses analyses, CancellationToken cancellationToken) =>
        AnalysisResult.Of(context, await analyses.CompareAsync(user.ToActor(), name, from, to, key ?? [], cancellationToken));
}
