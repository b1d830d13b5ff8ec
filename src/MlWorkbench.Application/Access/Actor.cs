using MlWorkbench.Application.Access.Tokens;

namespace MlWorkbench.Application.Access;

/// <summary>Who asks for something. Every verb takes one and checks it, whatever page or endpoint it was called from.</summary>
/// <param name="Name">For display in histories.</param>
public sealed record Actor(Guid UserId, string Name, UserRole Role)
{
    /// <summary>The workbench itself: recovery, schedules, the sample.</summary>
    public static Actor System { get; } = new(Guid.Empty, "MlWorkbench", UserRole.Admin);

    /// <summary>What the API token is limited to; null for a person, and for a token that may do all that its owner's role allows.</summary>
    public IReadOnlySet<Permission>? Scopes { get; init; }

    /// <summary>The session that a person acts in; null for an API token and for the workbench itself.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Who made the API token that is used, where that is somebody else than the actor; every audit entry names them.</summary>
    public TokenMaker? TokenMaker { get; init; }

    public bool May(Permission permission) => Permissions.Allows(Role, permission) && Scopes?.Contains(permission) != false;

    /// <summary>Refuses a token that is limited by scopes: it must not widen what it may do.</summary>
    /// <param name="what">Completes "A token with scopes cannot …".</param>
    public void RequireUnlimited(string what)
    {
        if (Scopes is not null)
        {
            throw new WorkbenchException(ErrorKind.Forbidden, "scope_missing", $"A token with scopes cannot {what}. Sign in, or use a token without scopes.");
        }
    }

    /// <summary>True for what the actor made, and for administrators.</summary>
    public bool Owns(Guid madeById) => UserId == madeById || May(Permission.Administer);

    /// <summary>Refuses what somebody else made.</summary>
    /// <param name="refusal">Says whose it is and what to do instead.</param>
    public void RequireOwn(Guid madeById, string refusal)
    {
        if (!Owns(madeById))
        {
            throw new WorkbenchException(ErrorKind.Forbidden, "not_yours", refusal);
        }
    }

    /// <summary>Refuses the actor who lacks the right.</summary>
    /// <param name="what">Completes "Your role does not allow you to …".</param>
    public void Require(Permission permission, string what)
    {
        if (!Permissions.Allows(Role, permission))
        {
            throw WorkbenchException.Forbidden(what);
        }

        if (Scopes?.Contains(permission) == false)
        {
            throw new WorkbenchException(ErrorKind.Forbidden, "scope_missing", $"This token does not allow you to {what}: it lacks the scope {permission}. Use a token that has it.");
        }
    }
}
