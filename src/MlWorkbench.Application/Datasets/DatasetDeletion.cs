using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets;

/// <summary>Deletes versions and datasets that have no dependents. Their contents are freed if nothing else references them.</summary>
public sealed class DatasetDeletion(IDbContextFactory<WorkbenchDbContext> contexts, ContentSweeper sweeper, StoringLock storing, ChangeLog changes)
{
    /// <exception cref="WorkbenchException">The version has dependents, is the only one, or belongs to another person.</exception>
    public Task DeleteVersionAsync(Actor actor, string name, int number, CancellationToken cancellation) => DeleteAsync(actor, name, number, cancellation);

    /// <summary>Deletes the dataset with all versions.</summary>
    /// <exception cref="WorkbenchException">A version has dependents or belongs to another person.</exception>
    public Task DeleteDatasetAsync(Actor actor, string name, CancellationToken cancellation) => DeleteAsync(actor, name, null, cancellation);

    /// <summary>Returns a sentence with the reason against the deletion. Null if it can be deleted.</summary>
    /// <param name="number">If omitted, the dataset with all versions.</param>
    public async Task<string?> WhyNotAsync(Actor actor, string name, int? number, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        try
        {
            await FindAsync(db, actor, name, number, cancellation);
            return null;
        }
        catch (WorkbenchException refusal)
        {
            return refusal.Message;
        }
    }

    private async Task DeleteAsync(Actor actor, string name, int? number, CancellationToken cancellation) => await storing.HoldAsync(
        async () =>
        {
            var digests = await DeleteRowsAsync(actor, name, number, cancellation);
            // The rows are deleted. The contents are removed even if the request is cancelled.
            await sweeper.RemoveUnreferencedAsync(digests, CancellationToken.None);
            return digests.Count;
        },
        cancellation);

    /// <returns>The contents that the rows referenced.</returns>
    private async Task<IReadOnlyCollection<string>> DeleteRowsAsync(Actor actor, string name, int? number, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        var (dataset, versions) = await FindAsync(db, actor, name, number, cancellation);
        var ids = versions.Select(version => version.Id).ToList();
        await db.DatasetVersions.Where(version => ids.Contains(version.Id)).ExecuteDeleteAsync(cancellation);
        if (number is null)
        {
            db.Datasets.Remove(dataset);
            await changes.RecordAsync(db, actor, DatasetEvents.Of(dataset), new DatasetEvents.Deleted(versions.Count), cancellation);
        }
        else
        {
            await changes.RecordAsync(db, actor, DatasetEvents.OfVersion(dataset, ids[0], versions[0].Number),
                new DatasetEvents.VersionDeleted(versions[0].Digest), cancellation);
        }

        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return [.. versions.SelectMany(version => (string[])[version.Digest, version.SourceDigest]).Distinct()];
    }

    /// <summary>Returns the rows to delete, or throws the reason against it.</summary>
    private static async Task<(Dataset Dataset, IReadOnlyList<Doomed> Versions)> FindAsync(WorkbenchDbContext db, Actor actor, string name, int? number, CancellationToken cancellation)
    {
        actor.Require(Permission.ManageDatasets, "delete datasets");
        var dataset = await db.Datasets.SingleOrDefaultAsync(row => row.ProjectId == actor.Project.Id && row.Name == name, cancellation) ?? throw WorkbenchException.NotFound($"dataset '{name}'");
        var all = await db.DatasetVersions.Where(version => version.DatasetId == dataset.Id)
            .Select(version => new Doomed(version.Id, version.Number, version.CreatedById, version.Digest, version.SourceDigest))
            .ToListAsync(cancellation);
        var doomed = all.Where(version => number is null || version.Number == number).ToList();
        if (doomed.Count == 0)
        {
            throw WorkbenchException.NotFound($"version {number} of a dataset '{name}'");
        }

        var title = number is null ? $"The dataset '{dataset.Name}'" : $"Version {number} of '{dataset.Name}'";
        if (number is not null && all.Count == 1)
        {
            throw WorkbenchException.Conflict("only_version", $"{title} is its only version. Delete the dataset instead.");
        }

        RequireOwn(actor, doomed, title);
        if (await DatasetDependents.DescribeAsync(db, [.. doomed.Select(version => version.Id)], cancellation) is { } dependents)
        {
            throw WorkbenchException.Conflict("dataset_in_use",
                $"{title} cannot be deleted: {dependents} on it. " +
                "Archive it instead: archived data is hidden from lists, and objects that use it are not affected.");
        }

        return (dataset, doomed);
    }

    /// <summary>A deletion cannot be undone: only the uploader and administrators can delete a version.</summary>
    private static void RequireOwn(Actor actor, IEnumerable<Doomed> doomed, string title)
    {
        foreach (var version in doomed)
        {
            actor.RequireOwn(version.CreatedById,
                $"{title} was uploaded by another person. That person or an administrator can delete it; you can archive it.");
        }
    }

    private sealed record Doomed(Guid Id, int Number, Guid CreatedById, string Digest, string SourceDigest);
}
