using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets;

/// <summary>Describes, tags, archives and restores datasets and versions.</summary>
public sealed class DatasetEditor(IDbContextFactory<WorkbenchDbContext> contexts, ChangeLog changes, TimeProvider clock)
{
    private const int LongestDescription = 2_000;

    /// <param name="version">If omitted, the dataset as a whole.</param>
    public async Task EditAsync(Actor actor, string name, int? version, DatasetEdit edit, CancellationToken cancellation)
    {
        actor.Require(Permission.ManageDatasets, "describe or archive datasets");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        if (version is { } number)
        {
            var row = await GetVersionAsync(db, actor.Project, name, number, cancellation);
            if (Apply(row, edit) is { } applied)
            {
                await changes.RecordAsync(db, actor, DatasetEvents.OfVersion(row.Dataset!, row.Id, number),
                    new DatasetEvents.VersionChanged(applied), cancellation);
            }
        }
        else
        {
            var row = await GetDatasetAsync(db, actor.Project, name, cancellation);
            if (Apply(row, edit) is { } applied)
            {
                await changes.RecordAsync(db, actor, DatasetEvents.Of(row), new DatasetEvents.Changed(applied), cancellation);
            }
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Applies the edit, and returns the part that changed something. Null if nothing changed.</summary>
    private DatasetEdit? Apply(IAnnotated subject, DatasetEdit edit)
    {
        var applied = new DatasetEdit();
        if (edit.Description?.Trim() is { } description && description != (subject.Description ?? ""))
        {
            subject.Description = description.Length switch
            {
                0 => null,
                > LongestDescription => throw WorkbenchException.Invalid("description_too_long",
                    $"The description has {description.Length} characters; at most {LongestDescription} are allowed. Shorten it."),
                _ => description,
            };
            applied = applied with { Description = description };
        }

        if (edit.Tags is not null && DatasetTags.Check(edit.Tags) is var tags && !tags.SequenceEqual(subject.Tags))
        {
            subject.Tags = tags;
            applied = applied with { Tags = tags };
        }

        if (edit.Archived is { } archived && archived != subject.ArchivedAt is not null)
        {
            subject.ArchivedAt = archived ? clock.GetUtcNow().UtcDateTime : null;
            applied = applied with { Archived = archived };
        }

        return applied == new DatasetEdit() ? null : applied;
    }

    private static async Task<Dataset> GetDatasetAsync(WorkbenchDbContext db, ProjectScope project, string name, CancellationToken cancellation) =>
        await db.Datasets.SingleOrDefaultAsync(row => row.ProjectId == project.Id && row.Name == name, cancellation) ?? throw WorkbenchException.NotFound($"dataset '{name}'");

    private static async Task<DatasetVersion> GetVersionAsync(WorkbenchDbContext db, ProjectScope project, string name, int number, CancellationToken cancellation) =>
        await db.DatasetVersions.Include(row => row.Dataset).SingleOrDefaultAsync(row => row.Dataset!.ProjectId == project.Id && row.Dataset.Name == name && row.Number == number, cancellation)
            ?? throw WorkbenchException.NotFound($"version {number} of a dataset '{name}'");
}
