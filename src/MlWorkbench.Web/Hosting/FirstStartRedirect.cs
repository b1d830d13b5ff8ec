using MlWorkbench.Application.Access.Accounts;

namespace MlWorkbench.Web.Hosting;

/// <summary>Redirects browsers to the set-up page until the first account exists.</summary>
internal sealed class FirstStartRedirect(RequestDelegate next, AccountSignIn accounts)
{
    private bool _setUp;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!_setUp)
        {
            _setUp = !await accounts.IsSetUpNeededAsync(context.RequestAborted);
            if (!_setUp && IsPage(context.Request))
            {
                context.Response.Redirect("/setup");
                return;
            }
        }

        await next(context);
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/setup");
}
