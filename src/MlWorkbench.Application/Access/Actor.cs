namespace MlWorkbench.Application.Access;

/// <summary>Who asks for something. Every verb takes one and checks it, whatever page or endpoint it was called from.</summary>
/// <param name="Name">For display in histories.</param>
public sealed record Actor(Guid UserId, string Name, UserRole Role)
{
    /// <summary>The workbench itself: recovery, schedules.</summary>
    public static Actor System { get; } = new(Guid.Empty, "MlWorkbench", UserRole.Admin);

    public bool May(Permission permission) => Permissions.Allows(Role, permission);

    /// <summary>Refuses the actor who lacks the right.</summary>
    /// <param name="what">Completes "Your role does not allow you to …".</param>
    public void Require(Permission permission, string what)
    {
        if (!May(permission))
        {
            throw WorkbenchException.Forbidden(what);
        }
    }
}
