using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Memberships;

/// <summary>Finds the people of a project by their rights there.</summary>
internal static class ProjectPeople
{
    /// <summary>Enabled accounts whose role in the project has the permission.</summary>
    public static IQueryable<User> PeopleWith(this WorkbenchDbContext db, Permission permission, Guid projectId)
    {
        var roles = Enum.GetValues<UserRole>().Where(role => Permissions.Allows(role, permission)).ToList();
        var enabled = db.Users.Where(user => !user.Disabled);
        return projectId == ProjectScope.Default.Id
            ? enabled.Where(user => roles.Contains(user.Role))
            : enabled.Where(user => user.Role == UserRole.Admin
                || db.ProjectMembers.Any(member => member.ProjectId == projectId && member.UserId == user.Id && roles.Contains(member.Role)));
    }
}
