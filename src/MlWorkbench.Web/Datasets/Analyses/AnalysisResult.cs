using MlWorkbench.Application;
using MlWorkbench.Application.Datasets.Analyses;

namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>An analysis as the API answers it: 200 with the result, 202 while it is worked out, 422 with the reason why there is none.</summary>
internal static class AnalysisResult
{
    private const string RetryAfterSeconds = "1";

    public static IResult Of<T>(HttpContext context, Analysis<T> analysis)
        where T : class
    {
        if (analysis.Reason is { } reason)
        {
            throw WorkbenchException.Invalid("analysis_failed", reason);
        }

        if (analysis.Result is { } result)
        {
            return TypedResults.Ok(result);
        }

        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return TypedResults.Accepted(context.Request.Path + context.Request.QueryString, new RunningAnswer("running"));
    }
}
