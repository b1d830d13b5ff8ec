using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using MlWorkbench.Application.Access;
using MlWorkbench.Web.Hosting;

namespace MlWorkbench.Web.Access;

/// <summary>What the session cookie does beyond the framework's defaults.</summary>
internal static class SessionCookie
{
    /// <summary>Every request sees the account as it is now: a disabled or demoted person does not keep an old session.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var accounts = context.HttpContext.RequestServices.GetRequiredService<Accounts>();
        var actor = context.Principal is { } principal && principal.FindStamp() is { } stamp
            ? await accounts.RevalidateAsync(principal.ToActor().UserId, stamp, context.HttpContext.RequestAborted)
            : null;
        if (actor is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }
        else if (actor.Name != context.Principal!.ToActor().Name)
        {
            context.ReplacePrincipal(actor.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme, context.Principal!.FindStamp()));
            context.ShouldRenew = true;
        }
    }

    /// <summary>Programs get a status; people get a page.</summary>
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
