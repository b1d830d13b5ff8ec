using System.Security.Claims;
using MlWorkbench.Application;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Web.Evaluations;

namespace MlWorkbench.Web.Experiments.Runs;

/// <summary>Runs: evaluation, segments, explanations, model package and comparison.</summary>
internal static class RunsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("/{id:guid}", GetAsync).WithSummary("Read a run: parameters, metrics, curves and importance");
        runs.MapGet("/{id:guid}/segments", GetSegmentsAsync).WithSummary("Read a run's metrics per segment");
        runs.MapGet("/{id:guid}/explanations", ExplainAsync).WithSummary("Explain the prediction of one row");
        runs.MapGet("/{id:guid}/model", GetModelAsync).WithSummary("Download the model package").Produces(StatusCodes.Status200OK, contentType: "application/zip");
        runs.MapGet("/compare", CompareAsync).WithSummary("Compare runs");
    }

    private static async Task<RunAnswer> GetAsync(ClaimsPrincipal user, Guid id, RunCatalog catalog, CancellationToken cancellationToken) =>
        RunAnswer.Of(await catalog.GetAsync(user.ToActor(), id, cancellationToken));

    private static async Task<object> GetSegmentsAsync(ClaimsPrincipal user, Guid id, RunCatalog catalog, CancellationToken cancellationToken)
    {
        var evaluation = (await catalog.GetAsync(user.ToActor(), id, cancellationToken)).Evaluation;
        return new { validation = SegmentAnswer.Of(evaluation?.Validation.Segments), test = SegmentAnswer.Of(evaluation?.Test?.Segments) };
    }

    private static Task<RowExplanation> ExplainAsync(ClaimsPrincipal user, Guid id, int row, RunExplainer explainer, CancellationToken cancellationToken) =>
        explainer.ExplainAsync(user.ToActor(), id, row, cancellationToken);

    private static async Task<IResult> GetModelAsync(ClaimsPrincipal user, Guid id, RunCatalog catalog, CancellationToken cancellationToken)
    {
        var (path, fileName) = await catalog.GetPackageAsync(user.ToActor(), id, cancellationToken);
        return TypedResults.PhysicalFile(path, "application/zip", fileName);
    }

    /// <param name="ids">Run ids separated by commas.</param>
    /// <param name="baseId">Query <c>base</c>: the run that the others are compared with. If omitted, the first.</param>
    private static Task<RunComparison> CompareAsync(ClaimsPrincipal user, string? ids, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "base")] Guid? baseId, RunComparer comparer, CancellationToken cancellationToken) =>
        comparer.CompareAsync(user.ToActor(), ParseIds(ids), baseId, cancellationToken);

    private static List<Guid> ParseIds(string? ids)
    {
        var parsed = new List<Guid>();
        foreach (var text in (ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            parsed.Add(Guid.TryParse(text, out var id) ? id : throw WorkbenchException.NotFound($"run '{text}'"));
        }

        return parsed;
    }
}
