using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Memberships;

/// <summary>Gives an account its project and its role there. Every request and every open page enters a project before it reads or changes anything.</summary>
/// <remarks>The answer is remembered for a moment, because programs call often.</remarks>
public sealed class ProjectEntry
{
    private readonly IDbContextFactory<WorkbenchDbContext> _contexts;
    private readonly RecentAnswers<(Guid Person, UserRole Role, Guid? TokenProject, string Name), Actor> _recent;

    public ProjectEntry(IDbContextFactory<WorkbenchDbContext> contexts, ChangeSignal changes, TimeProvider clock)
    {
        _contexts = contexts;
        _recent = new(ReadAsync, changes, clock);
    }

    /// <summary>Returns the actor in the project, or in <see cref="ProjectScope.None"/> if the account may not see it.</summary>
    /// <param name="account">The person or token with the role of the account.</param>
    /// <param name="name">If null, the default project.</param>
    public async Task<Actor> EnterAsync(Actor account, string? name, CancellationToken cancellationToken)
    {
        if ((name is null || name == ProjectScope.DefaultName) && account.TokenProjectId is null)
        {
            return account with { Project = ProjectScope.Default };
        }

        var entered = await _recent.FindAsync((account.UserId, account.Role, account.TokenProjectId, name ?? ProjectScope.DefaultName), cancellationToken);
        return entered is null ? account with { Project = ProjectScope.None } : account with { Project = entered.Project, Role = entered.Role };
    }

    /// <summary>Enters a project by its id.</summary>
    internal static Task<Actor> EnterAsync(WorkbenchDbContext db, Actor account, Guid projectId, CancellationToken cancellationToken) =>
        EnterAsync(db, account, project => project.Id == projectId, cancellationToken);

    /// <summary>Null if the account may not see the project.</summary>
    private async Task<Actor?> ReadAsync((Guid Person, UserRole Role, Guid? TokenProject, string Name) key, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var account = new Actor(key.Person, "", key.Role) { TokenProjectId = key.TokenProject };
        var entered = await EnterAsync(db, account, project => project.Name == key.Name, cancellationToken);
        return entered.Project.IsNone ? null : entered;
    }

    private static async Task<Actor> EnterAsync(
        WorkbenchDbContext db, Actor account, Expression<Func<Project, bool>> which, CancellationToken cancellationToken)
    {
        var found = await db.Projects.AsNoTracking().Where(which)
            .Select(project => new
            {
                Scope = new ProjectScope(project.Id, project.Name, project.ArchivedAt != null),
                Role = db.ProjectMembers
                    .Where(member => member.ProjectId == project.Id && member.UserId == account.UserId)
                    .Select(member => (UserRole?)member.Role)
                    .SingleOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        var role = found is null || (account.TokenProjectId is { } limit && limit != found.Scope.Id) ? null
            : account.Role == UserRole.Admin || found.Scope.IsDefault ? account.Role
            : found.Role;
        return role is { } granted ? account with { Project = found!.Scope, Role = granted } : account with { Project = ProjectScope.None };
    }
}
