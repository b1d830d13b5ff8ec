using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Hosting;

/// <summary>Takes the project out of a request's path, so that each page and operation has one route, and adds it to the Location of the answer.</summary>
/// <remarks>The path base keeps the project. A page's links, assets and connection are relative to it.</remarks>
internal sealed class ProjectAddresses(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (ProjectAddress.Find(request.Path) is not { } address)
        {
            return next(context);
        }

        if (!address.Rest.HasValue)
        {
            // A base ends with a slash, and a page's address must start with its base.
            context.Response.Redirect($"{request.PathBase}{request.Path}/{request.QueryString}");
            return Task.CompletedTask;
        }

        context.Features.Set(address with { Outer = request.PathBase });
        request.PathBase += new PathString($"{WorkbenchUrls.ProjectPrefix}/{address.Name}");
        request.Path = address.Rest;
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.Location.ToString() is var location && location.StartsWith($"{ProgramPaths.Api}/", StringComparison.Ordinal))
            {
                context.Response.Headers.Location = context.Features.Get<ProjectAddress>()?.Of(location) ?? location;
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
