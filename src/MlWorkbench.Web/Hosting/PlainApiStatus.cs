using Microsoft.AspNetCore.Diagnostics;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Hosting;

/// <summary>Sends programs only the status, without the page for people.</summary>
internal sealed class PlainApiStatus(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsForPrograms() && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        return next(context);
    }
}
