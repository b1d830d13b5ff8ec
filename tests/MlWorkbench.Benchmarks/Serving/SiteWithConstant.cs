using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MlWorkbench.Web.Hosting;

namespace MlWorkbench.Benchmarks.Serving;

/// <summary>The site with one more operation, which reads the body and answers a constant. A load generator compares predictions with it.</summary>
internal static class SiteWithConstant
{
    private const string Path = "/api/v1/constant";

    private static readonly byte[] Answer = """{"model":"m","version":1,"predictions":[{"id":"0","score":0.5}],"warnings":[]}"""u8.ToArray();

    /// <param name="arguments">Those of the site.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        await using var site = WorkbenchHost.Build(arguments);
        site.MapPost(Path, AnswerAsync);
        await WorkbenchHost.PrepareAsync(site, CancellationToken.None);
        await site.RunAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        await context.Request.BodyReader.CopyToAsync(PipeWriter.Create(Stream.Null), context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(Answer, context.RequestAborted);
    }
}
