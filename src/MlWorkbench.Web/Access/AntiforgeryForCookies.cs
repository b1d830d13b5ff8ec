using Microsoft.AspNetCore.Antiforgery;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Access;

/// <summary>A browser sends its cookie wherever a page points it: changes asked for by cookie must also carry the site's own token. Tokens and passwords are never sent unasked.</summary>
internal sealed class AntiforgeryForCookies(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!reads && context.HttpContext.User.Identity?.AuthenticationType is not (BearerTokenHandler.Scheme or PasswordHandler.Scheme) && !await antiforgery.IsRequestValidAsync(context.HttpContext))
        {
            throw new WorkbenchException(ErrorKind.Malformed, "antiforgery", "The request came without this site's antiforgery token. Reload the page, or call the API with a bearer token.");
        }

        return await next(context);
    }
}
