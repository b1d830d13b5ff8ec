using System.Security.Claims;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Projects;

namespace MlWorkbench.Web;

/// <summary>Converts an <see cref="Actor"/> to claims and back.</summary>
internal static class ActorClaims
{
    private const string SessionClaim = "session";
    private const string ScopesClaim = "scopes";
    private const string ProjectClaim = "project";
    private const string ProjectNameClaim = "project-name";
    private const string ArchivedClaim = "project-archived";
    private const string TokenProjectClaim = "token-project";
    private const string MakerClaim = "token-maker";
    private const string MakerNameClaim = "token-maker-name";
    private const string MakerEmailClaim = "token-maker-email";

    public static ClaimsPrincipal ToPrincipal(this Actor actor, string scheme, Guid? sessionId)
    {
        var identity = new ClaimsIdentity(scheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, actor.UserId.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, actor.Name));
        identity.AddClaim(new Claim(ClaimTypes.Role, actor.Role.ToString()));
        identity.AddClaim(new Claim(ProjectClaim, actor.Project.Id.ToString()));
        identity.AddClaim(new Claim(ProjectNameClaim, actor.Project.Name));
        identity.AddClaim(new Claim(ArchivedClaim, actor.Project.IsArchived.ToString()));
        if (actor.TokenProjectId is { } limit)
        {
            identity.AddClaim(new Claim(TokenProjectClaim, limit.ToString()));
        }

        if (sessionId is { } session)
        {
            identity.AddClaim(new Claim(SessionClaim, session.ToString()));
        }

        if (TokenScopes.Write(actor.Scopes) is { } scopes)
        {
            identity.AddClaim(new Claim(ScopesClaim, scopes));
        }

        if (actor.TokenMaker is { } maker)
        {
            identity.AddClaim(new Claim(MakerClaim, maker.UserId.ToString()));
            identity.AddClaim(new Claim(MakerNameClaim, maker.Name));
            identity.AddClaim(new Claim(MakerEmailClaim, maker.Email));
        }

        return new ClaimsPrincipal(identity);
    }

    public static Actor ToActor(this ClaimsPrincipal principal) => new(
        Guid.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("No person is signed in.")),
        principal.FindFirstValue(ClaimTypes.Name)!,
        Enum.Parse<UserRole>(principal.FindFirstValue(ClaimTypes.Role)!))
    {
        Project = principal.FindProject() ?? ProjectScope.None,
        TokenProjectId = Guid.TryParse(principal.FindFirstValue(TokenProjectClaim), out var limit) ? limit : null,
        SessionId = principal.FindSession(),
        Scopes = TokenScopes.Read(principal.FindFirstValue(ScopesClaim)),
        TokenMaker = principal.FindFirstValue(MakerClaim) is { } maker
            ? new TokenMaker(Guid.Parse(maker), principal.FindFirstValue(MakerNameClaim)!, principal.FindFirstValue(MakerEmailClaim)!)
            : null,
    };

    /// <summary>Actor of a change whose answer shows the result. Refuses the change beforehand if the caller may not read.</summary>
    public static Actor ToReader(this ClaimsPrincipal principal)
    {
        var actor = principal.ToActor();
        actor.Require(Permission.Read, "see what you change");
        return actor;
    }

    /// <summary>The project that the person or token entered. Null in a cookie of a version without projects, until the request enters one.</summary>
    private static ProjectScope? FindProject(this ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(ProjectClaim), out var id)
        ? new ProjectScope(id, principal.FindFirstValue(ProjectNameClaim)!, bool.Parse(principal.FindFirstValue(ArchivedClaim)!))
        : null;

    /// <summary>The person's session. Null for an API token.</summary>
    public static Guid? FindSession(this ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session) ? session : null;
}
