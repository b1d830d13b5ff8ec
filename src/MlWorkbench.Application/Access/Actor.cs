using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Projects;

namespace MlWorkbench.Application.Access;

/// <summary>The person or program that acts. Every verb takes an actor and checks it, regardless of the calling page or endpoint.</summary>
/// <param name="Name">For display in histories.</param>
/// <param name="Role">The person's role in <see cref="Project"/>. An administrator of the workbench is one in every project.</param>
public sealed record Actor(Guid UserId, string Name, UserRole Role)
{
    /// <summary>The workbench itself: recovery, schedules, the sample.</summary>
    public static Actor System { get; } = new(Guid.Empty, "MlWorkbench", UserRole.Admin);

    /// <summary>The project that the actor works in.</summary>
    public ProjectScope Project { get; init; } = ProjectScope.Default;

    /// <summary>Whether the workbench itself acts.</summary>
    public bool IsSystem => UserId == Guid.Empty;

    /// <summary>The project that the API token is limited to. Null for a person, and for a token of all projects of its owner.</summary>
    public Guid? TokenProjectId { get; init; }

    /// <summary>Permissions that the API token is limited to. Null for a person, and for a token with all permissions of its owner's role.</summary>
    public IReadOnlySet<Permission>? Scopes { get; init; }

    /// <summary>The session that a person acts in. Null for an API token and for the workbench itself.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Creator of the API token in use, named in every audit entry. Null if the actor created it, or no token is in use.</summary>
    public TokenMaker? TokenMaker { get; init; }

    public bool May(Permission permission) =>
        HasProjectFor(permission) && Permissions.Allows(Role, permission) && HasScope(permission) && IsOpenFor(permission);

    /// <summary>Refuses a token with scopes, which must not widen its own permissions.</summary>
    /// <param name="what">Completes "A token with scopes cannot …".</param>
    public void RequireUnlimited(string what)
    {
        if (Scopes is not null)
        {
            throw new WorkbenchException(ErrorKind.Forbidden, "scope_missing", $"A token with scopes cannot {what}. Sign in, or use a token without scopes.");
        }
    }

    /// <summary>Whether the actor created the object, or is an administrator.</summary>
    public bool Owns(Guid madeById) => UserId == madeById || May(Permission.Administer);

    /// <summary>Refuses an object that another person created.</summary>
    /// <param name="refusal">Message that names the owner and the remedy.</param>
    public void RequireOwn(Guid madeById, string refusal)
    {
        if (!Owns(madeById))
        {
            throw new WorkbenchException(ErrorKind.Forbidden, "not_yours", refusal);
        }
    }

    /// <summary>Refuses an actor without the permission in the project.</summary>
    /// <param name="what">Completes "Your role does not allow you to …".</param>
    public void Require(Permission permission, string what)
    {
        if (!HasProjectFor(permission))
        {
            throw WorkbenchException.NotFound("such project");
        }

        if (!Permissions.Allows(Role, permission))
        {
            throw WorkbenchException.Forbidden(what);
        }

        RequireScope(permission, what);
        if (!IsOpenFor(permission))
        {
            throw Archived();
        }
    }

    /// <summary>Refuses a token without the scope. Use it alone for objects outside the actor's project, where the actor has another role.</summary>
    /// <param name="what">Completes "This token does not allow you to …".</param>
    public void RequireScope(Permission permission, string what)
    {
        if (!HasScope(permission))
        {
            throw new WorkbenchException(ErrorKind.Forbidden, "scope_missing", $"This token does not allow you to {what}: it lacks the scope {permission}. Use a token that has it.");
        }
    }

    /// <summary>Refuses an archived project. For administrators' changes inside a project, because <see cref="Permission.Administer"/> itself also holds there.</summary>
    public void RequireOpenProject()
    {
        if (Project.IsArchived)
        {
            throw Archived();
        }
    }

    private WorkbenchException Archived() =>
        WorkbenchException.Conflict("project_archived", $"The project '{Project.Name}' is archived and read-only. An administrator can restore it.");

    /// <summary>Administration concerns the workbench. All else concerns a project.</summary>
    private bool HasProjectFor(Permission permission) => !Project.IsNone || permission == Permission.Administer;

    private bool HasScope(Permission permission) => Scopes?.Contains(permission) != false;

    private bool IsOpenFor(Permission permission) => !Project.IsArchived || Permissions.AllowsInArchive(permission);
}
