using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;

namespace MlWorkbench.Web.Access;

/// <summary>Who am I, users and tokens.</summary>
internal static class AccessApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/me", Me);
        api.MapGet("/antiforgery", Antiforgery);
    }

    /// <summary>What a script of this site sends along with a change that it asks for by cookie.</summary>
    private static object Antiforgery(HttpContext context, IAntiforgery antiforgery)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new { header = tokens.HeaderName, token = tokens.RequestToken };
    }

    private static object Me(ClaimsPrincipal user)
    {
        var actor = user.ToActor();
        return new { id = actor.UserId, name = actor.Name, role = actor.Role };
    }
}
