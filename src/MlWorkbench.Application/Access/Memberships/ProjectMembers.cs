using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Memberships;

/// <summary>Adds people to projects, changes their roles there and removes them, for administrators.</summary>
public sealed class ProjectMembers(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes)
{
    /// <summary>The roles that a member can have. Administrators are of the workbench, and guests of nothing.</summary>
    public static IReadOnlyList<UserRole> Roles { get; } = [.. Enum.GetValues<UserRole>().Except([UserRole.Guest, UserRole.Admin])];

    /// <summary>Gives the person the role in the project. Open pages and tokens follow.</summary>
    /// <exception cref="WorkbenchException">The project or person does not exist, the person is an administrator, or the role is not one of <see cref="Roles"/>.</exception>
    public async Task SetAsync(Actor actor, string name, Guid userId, UserRole role, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "change the members of projects");
        if (!Roles.Contains(role))
        {
            throw WorkbenchException.Invalid("role_invalid", $"{role} is not a role of a project. Use one of: {string.Join(", ", Roles)}.", column: "role");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var project = await FindAsync(db, name, cancellationToken);
        var user = await db.Users.SingleOrDefaultAsync(row => row.Id == userId && !row.Disabled, cancellationToken) ?? throw WorkbenchException.NotFound("such user, or the account is disabled");
        if (user.Role == UserRole.Admin)
        {
            throw WorkbenchException.Conflict("administrator", $"{user.Name} is an administrator of the workbench and enters every project. Change the role of the account first.");
        }

        var member = await db.ProjectMembers.SingleOrDefaultAsync(row => row.ProjectId == project.Id && row.UserId == userId, cancellationToken);
        if (member?.Role == role)
        {
            return;
        }

        var change = new ProjectEvents.MemberSet(user.Email, member?.Role, role);
        member ??= db.ProjectMembers.Add(new ProjectMember { ProjectId = project.Id, UserId = userId }).Entity;
        member.Role = role;
        await RecordAsync(db, actor, project, change, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Removes the person from the project. For this person, the project then no longer exists.</summary>
    /// <exception cref="WorkbenchException">The project does not exist, or the person is not a member.</exception>
    public async Task RemoveAsync(Actor actor, string name, Guid userId, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "change the members of projects");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var project = await FindAsync(db, name, cancellationToken);
        var member = await db.ProjectMembers.Include(row => row.User).SingleOrDefaultAsync(row => row.ProjectId == project.Id && row.UserId == userId, cancellationToken)
            ?? throw WorkbenchException.NotFound("such member of the project");
        db.ProjectMembers.Remove(member);
        await RecordAsync(db, actor, project, new ProjectEvents.MemberRemoved(member.User!.Email), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<Project> FindAsync(WorkbenchDbContext db, string name, CancellationToken cancellationToken)
    {
        var project = await db.Projects.SingleOrDefaultAsync(row => row.Name == name, cancellationToken) ?? throw WorkbenchException.NotFound($"project '{name}'");
        return project.Id != ProjectScope.Default.Id
            ? project
            : throw WorkbenchException.Conflict(
                "default_project",
                "The default project has no members of its own: each person has the role of the account there. Change that role under Users; a guest has none.");
    }

    private Task RecordAsync(WorkbenchDbContext db, Actor actor, Project project, WorkbenchChange change, CancellationToken cancellationToken) =>
        changes.RecordAsync(db, actor with { Project = new ProjectScope(project.Id, project.Name) }, ProjectEvents.Of(project), change, cancellationToken);
}
