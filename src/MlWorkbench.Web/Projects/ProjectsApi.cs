using System.Security.Claims;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Projects;

/// <summary>Projects and their members.</summary>
internal static class ProjectsApi
{
    public static void Map(RouteGroupBuilder projects)
    {
        projects.MapGet("", ListAsync).WithSummary("List the projects that you may enter");
        projects.MapPost("", CreateAsync).WithSummary("Create a project").Produces<ProjectSummary>(StatusCodes.Status201Created);
        var project = projects.MapGroup("/{project}");
        project.MapGet("", GetAsync).WithSummary("Read a project");
        project.MapPatch("", UpdateAsync).WithSummary("Rename, archive or restore a project");
        project.MapGet("/members", ListMembersAsync).WithSummary("List the people with access to a project");
        project.MapGet("/members/{userId:guid}", GetMemberAsync).WithSummary("Read a person's role in a project");
        project.MapPut("/members/{userId:guid}", SetMemberAsync).WithSummary("Add a person to a project, or change the role there");
        project.MapDelete("/members/{userId:guid}", RemoveMemberAsync).WithSummary("Remove a person from a project");
    }

    private static async Task<ApiPage<ProjectSummary>> ListAsync(ClaimsPrincipal user, ProjectCatalog catalog, [AsParameters] ApiListQuery list, bool? archived, CancellationToken cancellationToken) =>
        ApiPage<ProjectSummary>.Of(await catalog.ListAsync(user.ToActor(), list.ToListQuery(), archived ?? false, cancellationToken));

    private static async Task<IResult> CreateAsync(
        ClaimsPrincipal user,
        ProjectEditor editor,
        ProjectCatalog catalog,
        NewProjectBody body,
        CancellationToken cancellationToken)
    {
        var actor = ReaderOf(user);
        await editor.CreateAsync(actor, body.Name, body.Title, cancellationToken);
        var created = await catalog.GetAsync(actor, body.Name!, cancellationToken);
        return Results.Created($"{ProgramPaths.Api}/projects/{Uri.EscapeDataString(created.Name)}", created);
    }

    private static Task<ProjectSummary> GetAsync(ClaimsPrincipal user, ProjectCatalog catalog, string project, CancellationToken cancellationToken) =>
        catalog.GetAsync(user.ToActor(), project, cancellationToken);

    private static async Task<ProjectSummary> UpdateAsync(
        ClaimsPrincipal user,
        ProjectEditor editor,
        ProjectCatalog catalog,
        string project,
        ProjectChangeBody body,
        CancellationToken cancellationToken)
    {
        var actor = ReaderOf(user);
        await editor.UpdateAsync(actor, project, body.Title, body.Archived, cancellationToken);
        return await catalog.GetAsync(actor, project, cancellationToken);
    }

    private static async Task<ApiPage<MemberSummary>> ListMembersAsync(ClaimsPrincipal user, ProjectCatalog catalog, string project, [AsParameters] ApiListQuery list, CancellationToken cancellationToken) =>
        ApiPage<MemberSummary>.Of(await catalog.ListMembersAsync(user.ToActor(), project, list.ToListQuery(), cancellationToken));

    private static Task<MemberSummary> GetMemberAsync(ClaimsPrincipal user, ProjectCatalog catalog, string project, Guid userId, CancellationToken cancellationToken) =>
        catalog.GetMemberAsync(user.ToActor(), project, userId, cancellationToken);

    private static async Task<MemberSummary> SetMemberAsync(
        ClaimsPrincipal user,
        ProjectMembers members,
        ProjectCatalog catalog,
        string project,
        Guid userId,
        MemberBody body,
        CancellationToken cancellationToken)
    {
        var role = body.Role ?? throw WorkbenchException.Invalid("role_missing", $"The member has no role. Choose one of: {string.Join(", ", ProjectMembers.Roles)}.", column: "role");
        var actor = ReaderOf(user);
        await members.SetAsync(actor, project, userId, role, cancellationToken);
        return await catalog.GetMemberAsync(actor, project, userId, cancellationToken);
    }

    private static async Task<IResult> RemoveMemberAsync(
        ClaimsPrincipal user, ProjectMembers members, string project, Guid userId, CancellationToken cancellationToken)
    {
        await members.RemoveAsync(user.ToActor(), project, userId, cancellationToken);
        return Results.NoContent();
    }

    /// <summary>Actor of a change whose answer shows the result. Refuses the change beforehand if the token may not read.</summary>
    private static Actor ReaderOf(ClaimsPrincipal user)
    {
        var actor = user.ToActor();
        actor.RequireScope(Permission.Read, "see what you change");
        return actor;
    }

    /// <param name="Title">If null, the name.</param>
    private sealed record NewProjectBody(string? Name, string? Title = null);

    private sealed record ProjectChangeBody(string? Title = null, bool? Archived = null);

    private sealed record MemberBody(UserRole? Role);
}
