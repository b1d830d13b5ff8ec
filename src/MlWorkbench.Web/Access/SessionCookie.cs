using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Access;

/// <summary>Rules of the session cookie beyond the framework's defaults.</summary>
internal static class SessionCookie
{
    /// <summary>Reads the session's row and the current account on every request. A cookie without a valid session grants nothing.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        var session = context.Principal?.FindSession();
        var actor = session is { } id ? await sessions.RecogniseAsync(id, context.HttpContext.RequestAborted) : null;
        if (actor is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }
        else
        {
            // Only the session of the cookie counts: a cookie that was written in a project has the role of that project.
            context.ReplacePrincipal(actor.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme, session));
        }
    }

    /// <summary>Sends programs a status, and people to a page.</summary>
    public static Task AnswerApiAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.IsForPrograms())
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }
}
