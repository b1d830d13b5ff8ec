using System.Text;
using System.Text.RegularExpressions;
using MlWorkbench.Application;
using MlWorkbench.Application.Access.Memberships;

namespace MlWorkbench.Web.Hosting.Telemetry;

/// <summary>Answers metrics to callers who may read, without the series of projects that they may not see.</summary>
internal sealed partial class VisibleMetrics(RequestDelegate next, ProjectCatalog projects)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var names = await projects.ListNamesAsync(context.User.ToActor(), context.RequestAborted);
        if (names.Count == 0)
        {
            throw WorkbenchException.Forbidden("read the metrics");
        }

        var answer = context.Response.Body;
        using var written = new MemoryStream();
        context.Response.Body = written;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = answer;
        }

        var lines = Encoding.UTF8.GetString(written.GetBuffer(), 0, (int)written.Length).Split('\n').Where(line => IsVisible(line, names));
        context.Response.ContentLength = null;
        await context.Response.WriteAsync(string.Join('\n', lines), context.RequestAborted);
    }

    private static bool IsVisible(string line, IReadOnlySet<string> names) =>
        Project().Match(line) is not { Success: true } found || names.Contains(found.Groups["name"].Value);

    /// <summary>The label of a project. Inside the value of another label, its quotation mark would be escaped.</summary>
    [GeneratedRegex("[{,]project=\"(?<name>[^\"]*)\"")]
    private static partial Regex Project();
}
