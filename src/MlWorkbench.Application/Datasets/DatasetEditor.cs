using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets;

/// <summary>Describes, tags, archives and restores datasets and versions.</summary>
public sealed class DatasetEditor(IDbContextFactory<WorkbenchDbContext> contexts, AuditLog audit, TimeProvider clock)
{
    private const int LongestDescription = 2_000;

    /// <param name="version">If omitted, the dataset as a whole.</param>
    public async Task EditAsync(Actor actor, string name, int? version, DatasetEdit edit, CancellationToken cancellation)
    {
        actor.Require(Permission.ManageDatasets, "describe or archive datasets");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var (subject, kind, action, id, title) = version is { } number ? await FindVersionAsync(db, actor.Project, name, number, cancellation) : await FindDatasetAsync(db, actor.Project, name, cancellation);
        var changes = Apply(subject, edit).ToList();
        if (changes.Count == 0)
        {
            return;
        }

        await audit.AppendAsync(db, actor, action, kind, id.ToString(), title, string.Join("; ", changes), cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Describes the changes for the audit trail.</summary>
    private IEnumerable<string> Apply(IAnnotated subject, DatasetEdit edit)
    {
        if (edit.Description?.Trim() is { } description && description != (subject.Description ?? ""))
        {
            subject.Description = description.Length switch
            {
                0 => null,
                > LongestDescription => throw WorkbenchException.Invalid("description_too_long",
                    $"The description has {description.Length} characters; at most {LongestDescription} are allowed. Shorten it."),
                _ => description,
            };
            yield return "description";
        }

        if (edit.Tags is not null && DatasetTags.Check(edit.Tags) is var tags && !tags.SequenceEqual(subject.Tags))
        {
            subject.Tags = tags;
            yield return tags.Count == 0 ? "no tags" : $"tags {string.Join(", ", tags)}";
        }

        if (edit.Archived is { } archived && archived != subject.ArchivedAt is not null)
        {
            subject.ArchivedAt = archived ? clock.GetUtcNow().UtcDateTime : null;
            yield return archived ? "archived" : "restored";
        }
    }

    private static async Task<(IAnnotated Subject, string Kind, string Action, Guid Id, string Title)> FindDatasetAsync(WorkbenchDbContext db, ProjectScope project, string name, CancellationToken cancellation)
    {
        var dataset = await db.Datasets.SingleOrDefaultAsync(row => row.ProjectId == project.Id && row.Name == name, cancellation) ?? throw WorkbenchException.NotFound($"dataset '{name}'");
        return (dataset, "dataset", "dataset.changed", dataset.Id, dataset.Name);
    }

    private static async Task<(IAnnotated Subject, string Kind, string Action, Guid Id, string Title)> FindVersionAsync(WorkbenchDbContext db, ProjectScope project, string name, int number, CancellationToken cancellation)
    {
        var version = await db.DatasetVersions.Include(row => row.Dataset).SingleOrDefaultAsync(row => row.Dataset!.ProjectId == project.Id && row.Dataset.Name == name && row.Number == number, cancellation)
            ?? throw WorkbenchException.NotFound($"version {number} of a dataset '{name}'");
        return (version, "datasetVersion", "dataset.versionChanged", version.Id, $"{version.Dataset!.Name} {number}");
    }
}
