using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Events;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Access.Memberships;

/// <summary>Creates, renames and archives projects, for administrators.</summary>
public sealed partial class ProjectEditor(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes, TimeProvider clock)
{
    private const int LongestTitle = 100;

    /// <param name="title">If null, the name.</param>
    /// <exception cref="WorkbenchException">The name is not valid, or a project has it or one that looks the same.</exception>
    public async Task CreateAsync(Actor actor, string? name, string? title, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "create projects");
        var project = new Project
        {
            Id = Guid.CreateVersion7(),
            Name = CheckName(name),
            Title = CheckTitle(string.IsNullOrWhiteSpace(title) ? name : title),
        };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        await NameRules.RequireFreeAsync(db.Projects, project.Name, "project", cancellationToken);
        db.Projects.Add(project);
        await RecordAsync(db, actor, project, new ProjectEvents.Created(project.Title), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Changes the values that are not null. An archived project is read-only, and its endpoints continue to predict.</summary>
    /// <exception cref="WorkbenchException">The project does not exist, the title is not valid, or the default project was to be archived.</exception>
    public async Task UpdateAsync(Actor actor, string name, string? title, bool? archived, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Administer, "change projects");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var project = await db.Projects.SingleOrDefaultAsync(row => row.Name == name, cancellationToken) ?? throw WorkbenchException.NotFound($"project '{name}'");
        if (title is not null && CheckTitle(title) is var checkedTitle && checkedTitle != project.Title)
        {
            await RecordAsync(db, actor, project, new ProjectEvents.Renamed(project.Title, checkedTitle), cancellationToken);
            project.Title = checkedTitle;
        }

        if (archived is { } archive && archive != project.ArchivedAt is not null)
        {
            if (project.Id == ProjectScope.Default.Id)
            {
                throw WorkbenchException.Conflict("default_project", "The default project cannot be archived: addresses without a project belong to it.");
            }

            project.ArchivedAt = archive ? clock.GetUtcNow().UtcDateTime : null;
            await RecordAsync(db, actor, project, archive ? new ProjectEvents.Archived() : new ProjectEvents.Restored(), cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private Task RecordAsync(WorkbenchDbContext db, Actor actor, Project project, WorkbenchChange change, CancellationToken cancellationToken) =>
        changes.RecordAsync(db, actor with { Project = new ProjectScope(project.Id, project.Name) }, ProjectEvents.Of(project), change, cancellationToken);

    private static string CheckName(string? name) => name is not null && ValidName().IsMatch(name)
        ? name
        : throw WorkbenchException.Invalid(
            "name_invalid",
            "The name of a project has 1 to 40 lower-case letters, digits and hyphens, and starts and ends with a letter or digit. It is part of addresses.",
            column: "name");

    private static string CheckTitle(string? title) => NameRules.Require(title, "project", LongestTitle, "title_invalid", "title");

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ValidName();
}
