using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Memberships;

/// <summary>Reads projects and their members. Each person sees the projects that they may enter.</summary>
public sealed class ProjectCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private const string Purpose = "see projects";

    private static readonly ListOrders<Project, Guid> Orders = new ListOrders<Project, Guid>(project => project.Id)
        .By("title", project => project.Title, descending: false);

    private static readonly ListOrders<User, Guid> MemberOrders = new ListOrders<User, Guid>(user => user.Id)
        .By("name", user => user.Name, descending: false);

    /// <summary>Lists projects by title. <see cref="ListQuery.Search"/> matches titles and names.</summary>
    /// <param name="archived">Whether archived projects are listed too.</param>
    public async Task<Page<ProjectSummary>> ListAsync(Actor actor, ListQuery query, bool archived, CancellationToken cancellationToken)
    {
        actor.RequireScope(Permission.Read, Purpose);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var projects = Visible(db, actor).Where(project => archived || project.ArchivedAt == null);
        if (query.Pattern is { } pattern)
        {
            projects = projects.Where(project => ListQuery.Matches(project.Title, pattern) || ListQuery.Matches(project.Name, pattern));
        }

        var total = await projects.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(projects, query, cancellationToken);
        return slice.ToPage(await Summaries(db, actor, slice.Rows).ToListAsync(cancellationToken), total);
    }

    /// <summary>Names of all projects that the actor may enter, also of archived ones.</summary>
    public async Task<IReadOnlySet<string>> ListNamesAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireScope(Permission.Read, Purpose);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Visible(db, actor).Select(project => project.Name).ToHashSetAsync(cancellationToken);
    }

    /// <exception cref="WorkbenchException">The project does not exist, or the actor may not see it.</exception>
    public async Task<ProjectSummary> GetAsync(Actor actor, string name, CancellationToken cancellationToken)
    {
        actor.RequireScope(Permission.Read, Purpose);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Summaries(db, actor, Visible(db, actor).Where(project => project.Name == name)).SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound($"project '{name}'");
    }

    /// <summary>Lists the people with access to the project, by name: its members and the administrators of the workbench.</summary>
    public async Task<Page<MemberSummary>> ListMembersAsync(Actor actor, string name, ListQuery query, CancellationToken cancellationToken)
    {
        actor.RequireScope(Permission.Read, Purpose);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var project = await FindIdAsync(db, actor, name, cancellationToken);
        var people = PeopleOf(db, project);
        if (query.Pattern is { } pattern)
        {
            people = people.Where(user => ListQuery.Matches(user.Name, pattern) || ListQuery.Matches(user.Email, pattern));
        }

        var total = await people.CountAsync(cancellationToken);
        var slice = await MemberOrders.SliceAsync(people, query, cancellationToken);
        return slice.ToPage(await Members(db, project, slice.Rows).ToListAsync(cancellationToken), total);
    }

    /// <exception cref="WorkbenchException">The person has no access to the project, or the actor may not see the project.</exception>
    public async Task<MemberSummary> GetMemberAsync(Actor actor, string name, Guid userId, CancellationToken cancellationToken)
    {
        actor.RequireScope(Permission.Read, Purpose);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var project = await FindIdAsync(db, actor, name, cancellationToken);
        return await Members(db, project, PeopleOf(db, project).Where(user => user.Id == userId)).SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound("such member of the project");
    }

    private static async Task<Guid> FindIdAsync(WorkbenchDbContext db, Actor actor, string name, CancellationToken cancellationToken) =>
        await Visible(db, actor).Where(project => project.Name == name).Select(project => (Guid?)project.Id).SingleOrDefaultAsync(cancellationToken)
        ?? throw WorkbenchException.NotFound($"project '{name}'");

    private static IQueryable<User> PeopleOf(WorkbenchDbContext db, Guid project)
    {
        var isDefault = project == ProjectScope.Default.Id;
        return db.Users.AsNoTracking().Where(user => !user.Disabled
            && (user.Role == UserRole.Admin || (isDefault && user.Role != UserRole.Guest) || db.ProjectMembers.Any(member => member.ProjectId == project && member.UserId == user.Id)));
    }

    private static IQueryable<MemberSummary> Members(WorkbenchDbContext db, Guid project, IQueryable<User> people) =>
        from user in people
        let own = db.ProjectMembers.Where(member => member.ProjectId == project && member.UserId == user.Id && user.Role != UserRole.Admin).Select(member => (UserRole?)member.Role).SingleOrDefault()
        select new MemberSummary(user.Id, user.Name, user.Email, own ?? user.Role, own != null);

    /// <summary>The projects that the actor may enter.</summary>
    private static IQueryable<Project> Visible(WorkbenchDbContext db, Actor actor)
    {
        var (all, limit, defaultId) = (actor.Role == UserRole.Admin, actor.TokenProjectId, ProjectScope.Default.Id);
        return db.Projects.AsNoTracking().Where(project => (limit == null || project.Id == limit)
            && (all
                || db.ProjectMembers.Any(member => member.ProjectId == project.Id && member.UserId == actor.UserId)
                || (project.Id == defaultId && db.Users.Any(user => user.Id == actor.UserId && user.Role != UserRole.Guest))));
    }

    private static IQueryable<ProjectSummary> Summaries(WorkbenchDbContext db, Actor actor, IQueryable<Project> projects)
    {
        var (isAdministrator, defaultId) = (actor.Role == UserRole.Admin, ProjectScope.Default.Id);
        return projects.Select(project => new ProjectSummary(
            project.Name,
            project.Title,
            isAdministrator ? UserRole.Admin
                : project.Id == defaultId ? db.Users.Where(user => user.Id == actor.UserId).Select(user => user.Role).Single()
                : db.ProjectMembers.Where(member => member.ProjectId == project.Id && member.UserId == actor.UserId).Select(member => member.Role).Single(),
            project.Id == defaultId ? null : db.ProjectMembers.Count(member => member.ProjectId == project.Id),
            project.ArchivedAt,
            project.Id == defaultId));
    }
}
