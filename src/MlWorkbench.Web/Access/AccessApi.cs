using System.Security.Claims;

namespace MlWorkbench.Web.Access;

/// <summary>Who am I, users and tokens.</summary>
internal static class AccessApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/me", Me);
    }

    private static object Me(ClaimsPrincipal user)
    {
        var actor = user.ToActor();
        return new { id = actor.UserId, name = actor.Name, role = actor.Role };
    }
}
