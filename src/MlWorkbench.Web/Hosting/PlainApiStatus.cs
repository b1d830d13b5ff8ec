using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Hosting;

/// <summary>Sends programs only the status, or the error of their protocol, without the page for people.</summary>
internal sealed class PlainApiStatus(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.IsForPrograms())
        {
            await next(context);
            return;
        }

        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        await next(context);
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status401Unauthorized }
            && context.GetEndpoint()?.Metadata.GetMetadata<ErrorForm>() is { } form)
        {
            await form.WriteAsync(context, new ProblemDetails
            {
                Status = StatusCodes.Status401Unauthorized,
                Detail = "The request has no valid API token. Send 'Authorization: Bearer mlw_…'.",
                Extensions = { ["code"] = "token_invalid" },
            });
        }
    }
}
