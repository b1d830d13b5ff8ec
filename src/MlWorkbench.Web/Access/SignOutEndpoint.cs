using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace MlWorkbench.Web.Access;

/// <summary>Ends the session. A link may do it: the worst that a foreign page can do with it is to sign somebody out.</summary>
internal static class SignOutEndpoint
{
    public static void Map(WebApplication app) =>
        app.MapGet("/sign-out", async (HttpContext context) =>
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return Results.Redirect("/sign-in");
        });
}
