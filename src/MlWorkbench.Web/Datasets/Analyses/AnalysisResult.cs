using MlWorkbench.Application;
using MlWorkbench.Application.Datasets.Analyses;

namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>An analysis in an API answer: 200 with the result, 202 while it is computed, 422 with the reason for a failure.</summary>
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
