using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Derivations;

namespace MlWorkbench.Application.Datasets.Derivations;

/// <summary>Derives versions from versions: filter, split by time, sample, join. The derivation is stored, so that it can be repeated on newer data.</summary>
public sealed class DatasetDeriver(IDbContextFactory<WorkbenchDbContext> contexts, DatasetCatalog catalog, DatasetImporter importer)
{
    private const int PreviewRows = 20;

    /// <summary>Returns the number of rows of the result, and the first rows.</summary>
    public async Task<DerivationPreview> PreviewAsync(Actor actor, string name, int version, DerivationOrder order, CancellationToken cancellation)
    {
        var source = await catalog.GetVersionAsync(actor, name, version, cancellation);
        var joined = await FindJoinedAsync(actor, order, cancellation);
        var table = await OpenAsync(actor, source, joined, order.Steps, cancellation);
        return new DerivationPreview(table.Rows, await table.ReadAsync(0, PreviewRows, cancellation));
    }

    /// <summary>Starts to store the result as the next version of a dataset, which is created if it is new. Returns the id of the import.</summary>
    /// <exception cref="WorkbenchException">The derivation has no steps.</exception>
    public async Task<Guid> StartAsync(Actor actor, string name, int version, DerivationOrder order, string into, CancellationToken cancellation)
    {
        actor.Require(Permission.ManageDatasets, "derive datasets");
        if (order.Steps.IsEmpty)
        {
            throw WorkbenchException.Invalid("derivation_empty", "The derivation has no steps. Add a filter, a time split, a sample or a join.");
        }

        var source = await catalog.GetVersionAsync(actor, name, version, cancellation);
        var joined = await FindJoinedAsync(actor, order, cancellation);
        return await importer.StartDerivationAsync(
            actor,
            into,
            SourceOf(source, joined, order.Steps),
            new DerivedFrom(source.Id, joined?.Id, DatasetJson.Write(order.Steps)),
            cancellation);
    }

    /// <summary>Starts to repeat the derivation of a version on the newest versions of its sources. Returns the id of the import.</summary>
    public async Task<Guid> StartRepeatAsync(Actor actor, string name, int version, CancellationToken cancellation)
    {
        actor.Require(Permission.ManageDatasets, "derive datasets");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var made = await db.DatasetVersions.AsNoTracking()
            .Where(row => row.Dataset!.ProjectId == actor.Project.Id && row.Dataset.Name == name && row.Number == version)
            .Select(row => new { row.Dataset!.Name, row.Derivation, Source = row.DerivedFrom!.Dataset!.Name, Joined = row.JoinedWith!.Dataset!.Name })
            .SingleOrDefaultAsync(cancellation)
            ?? throw WorkbenchException.NotFound($"version {version} of a dataset '{name}'");
        if (made.Derivation is null)
        {
            throw WorkbenchException.Conflict("not_derived",
                $"Version {version} of '{made.Name}' was uploaded, not derived. Only a derivation can be repeated.");
        }

        var newest = await catalog.GetVersionAsync(actor, made.Source, null, cancellation);
        return await StartAsync(actor, made.Source, newest.Version, new DerivationOrder(DatasetJson.Read<Derivation>(made.Derivation), made.Joined), made.Name, cancellation);
    }

    /// <summary>Derives a version and waits for it.</summary>
    /// <param name="cancellation">Ends only the wait.</param>
    /// <exception cref="WorkbenchException">The derivation has no steps, or its result has no rows.</exception>
    /// <exception cref="MlWorkbench.Engine.EngineException">A step cannot be applied.</exception>
    public async Task<ImportResult> DeriveAsync(Actor actor, string name, int version, DerivationOrder order, string into, CancellationToken cancellation) =>
        await importer.WaitAsync(await StartAsync(actor, name, version, order, into, cancellation), cancellation);

    /// <summary>Repeats a derivation and waits for the new version.</summary>
    /// <param name="cancellation">Ends only the wait.</param>
    public async Task<ImportResult> RepeatAsync(Actor actor, string name, int version, CancellationToken cancellation) =>
        await importer.WaitAsync(await StartRepeatAsync(actor, name, version, cancellation), cancellation);

    private static DatasetSource SourceOf(DatasetVersionDetails source, DatasetVersionDetails? joined, Derivation steps) => new(
        Statement.Of("derived_from", ("dataset", source.Dataset), ("version", source.Version)),
        [.. steps.Describe(joined is null ? null : $"{joined.Dataset} v{joined.Version}")]);

    private async Task<DatasetVersionDetails?> FindJoinedAsync(Actor actor, DerivationOrder order, CancellationToken cancellation)
    {
        if (order.Steps.Join is null)
        {
            return null;
        }

        return order.JoinDataset is { } dataset
            ? await catalog.GetVersionAsync(actor, dataset, order.JoinVersion, cancellation)
            : throw WorkbenchException.Invalid("join_dataset_missing", "The join names no dataset. Choose the dataset to join.");
    }

    private async Task<DerivedTable> OpenAsync(
        Actor actor,
        DatasetVersionDetails source,
        DatasetVersionDetails? joined,
        Derivation steps,
        CancellationToken cancellation)
    {
        var file = await catalog.GetArrowFileAsync(actor, source.Dataset, source.Version, cancellation);
        var other = joined is null ? null : await catalog.GetArrowFileAsync(actor, joined.Dataset, joined.Version, cancellation);
        // Scanning the rows takes a core, so it runs off the threads that answer pages.
        return await Task.Run(() => DerivedTable.CreateAsync(file, other, steps, cancellation), cancellation);
    }
}
