using Microsoft.AspNetCore.Antiforgery;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Access;

/// <summary>Requires the site's antiforgery token for changes authenticated by cookie, because a browser sends its cookie with requests of any page.
/// Browsers never send bearer tokens and passwords automatically.</summary>
internal sealed class AntiforgeryForCookies(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!reads && context.HttpContext.User.Identity?.AuthenticationType is not (BearerTokenHandler.Scheme or PasswordHandler.Scheme) && !await antiforgery.IsRequestValidAsync(context.HttpContext))
        {
            throw new WorkbenchException(
                ErrorKind.Malformed,
                "antiforgery",
                "The request has no antiforgery token of this site. Reload the page, or call the API with a bearer token.");
        }

        return await next(context);
    }
}
