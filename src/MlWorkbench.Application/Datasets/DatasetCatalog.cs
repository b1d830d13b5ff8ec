using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Filters;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Datasets;

/// <summary>Reads datasets, their versions and their rows.</summary>
public sealed class DatasetCatalog(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents)
{
    /// <summary>Most rows of one read.</summary>
    public const int MaxPageRows = 1_000;

    private static readonly ListOrders<Newest, Guid> Orders = new ListOrders<Newest, Guid>(row => row.Dataset.Id)
        .By("updated", row => row.Version.CreatedAt)
        .By("name", row => row.Dataset.Name, descending: false)
        .By("rows", row => row.Version.Rows)
        .By("columns", row => row.Version.ColumnCount)
        .By("size", row => row.Version.SourceBytes)
        .By("versions", row => row.Count);

    /// <summary>Sorts by <c>name</c>, <c>rows</c>, <c>columns</c>, <c>size</c>, <c>versions</c> or <c>updated</c> (the default).</summary>
    /// <param name="archived">Whether hidden datasets are listed too.</param>
    public async Task<Page<DatasetSummary>> ListAsync(Actor actor, ListQuery query, bool archived, CancellationToken cancellation)
    {
        actor.Require(Permission.Read, "see datasets");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var datasets = db.Datasets.AsNoTracking().Where(dataset => dataset.ProjectId == actor.Project.Id && (archived || dataset.ArchivedAt == null));
        if (query.Pattern is { } pattern)
        {
            datasets = datasets.Where(dataset => ListQuery.Matches(dataset.Name, pattern) || dataset.Tags.Any(tag => ListQuery.Matches(tag, pattern)));
        }

        var total = await datasets.CountAsync(cancellation);
        var latest = datasets
            .SelectMany(dataset => dataset.Versions.OrderBy(version => version.ArchivedAt != null).ThenByDescending(version => version.Number).Take(1), (dataset, version) => new Newest { Dataset = dataset, Version = version, Count = dataset.Versions.Count });
        var slice = await Orders.SliceAsync(latest, query, cancellation);
        var items = await slice.Rows
            .Select(row => new DatasetSummary
            {
                Name = row.Dataset.Name,
                Description = row.Dataset.Description,
                Versions = row.Count,
                LatestVersion = row.Version.Number,
                Rows = row.Version.Rows,
                Columns = row.Version.ColumnCount,
                Bytes = row.Version.SourceBytes,
                UpdatedAt = row.Version.CreatedAt,
                UpdatedByName = row.Version.CreatedByName,
                Tags = row.Dataset.Tags,
                ArchivedAt = row.Dataset.ArchivedAt,
            })
            .ToListAsync(cancellation);
        return slice.ToPage(items, total);
    }

    /// <param name="archived">Whether hidden versions are listed too.</param>
    public async Task<DatasetDetails> GetAsync(Actor actor, string name, bool archived, CancellationToken cancellation)
    {
        actor.Require(Permission.Read, "see datasets");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Datasets.AsNoTracking()
            .Where(dataset => dataset.ProjectId == actor.Project.Id && dataset.Name == name)
            .Select(dataset => new DatasetDetails(
                dataset.Name,
                dataset.Description,
                dataset.Tags,
                dataset.ArchivedAt,
                dataset.CreatedAt,
                dataset.Versions
                    .Where(version => archived || version.ArchivedAt == null)
                    .OrderByDescending(version => version.Number)
                    .Select(version => new DatasetVersionSummary
                    {
                        Version = version.Number,
                        Rows = version.Rows,
                        Columns = version.ColumnCount,
                        Bytes = version.SourceBytes,
                        Digest = version.Digest,
                        CreatedByName = version.CreatedByName,
                        CreatedAt = version.CreatedAt,
                        Description = version.Description,
                        Tags = version.Tags,
                        ArchivedAt = version.ArchivedAt,
                        Experiments = db.Experiments.Count(experiment => experiment.DatasetVersionId == version.Id),
                    })
                    .ToList()))
            .SingleOrDefaultAsync(cancellation)
            ?? throw WorkbenchException.NotFound($"dataset '{name}'");
    }

    /// <param name="version">If omitted, the newest version that is not archived is used.</param>
    public async Task<DatasetVersionDetails> GetVersionAsync(Actor actor, string name, int? version, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var row = await Find(db, actor, name, version)
            .Select(found => new
            {
                found.Id,
                found.Dataset!.Name,
                found.Number,
                found.Rows,
                found.Columns,
                found.Digest,
                found.SourceDigest,
                found.SourceName,
                found.SourceBytes,
                found.ImportOptions,
                found.Warnings,
                found.CreatedByName,
                found.CreatedAt,
                found.Description,
                found.Tags,
                found.ArchivedAt,
            })
            .FirstOrDefaultAsync(cancellation)
            ?? throw NotFound(name, version);
        return new DatasetVersionDetails
        {
            Id = row.Id,
            Dataset = row.Name,
            Version = row.Number,
            Rows = row.Rows,
            Columns = DatasetJson.Read<List<ColumnSchema>>(row.Columns),
            Digest = row.Digest,
            SourceDigest = row.SourceDigest,
            SourceName = row.SourceName.Text,
            SourceBytes = row.SourceBytes,
            Import = DatasetJson.Read<ImportSettings>(row.ImportOptions),
            Warnings = DatasetJson.Read<List<ImportWarning>>(row.Warnings),
            CreatedByName = row.CreatedByName,
            CreatedAt = row.CreatedAt,
            Description = row.Description,
            Tags = row.Tags,
            ArchivedAt = row.ArchivedAt,
        };
    }

    /// <param name="version">If omitted, the newest version that is not archived is used.</param>
    public async Task<DatasetProfile> GetProfileAsync(Actor actor, string name, int? version, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var profile = await Find(db, actor, name, version).Select(found => found.Profile).FirstOrDefaultAsync(cancellation)
            ?? throw NotFound(name, version);
        return DatasetJson.Read<DatasetProfile>(profile);
    }

    /// <summary>Returns the rows from <paramref name="offset"/> (0-based) on, at most 1,000.</summary>
    /// <param name="version">If omitted, the newest version that is not archived is used.</param>
    /// <param name="columns">If omitted, all columns are read.</param>
    public async Task<Table> ReadRowsAsync(
        Actor actor,
        string name,
        int? version,
        int offset,
        int limit,
        IReadOnlyCollection<string>? columns,
        CancellationToken cancellation)
    {
        var path = await GetArrowFileAsync(actor, name, version, cancellation);
        return await ArrowTableFile.ReadRowsAsync(path, offset, Math.Clamp(limit, 0, MaxPageRows), columns, cancellation);
    }

    /// <summary>Returns the rows that meet all conditions, at most 1,000. <paramref name="offset"/> (0-based) counts these rows only.</summary>
    /// <param name="version">If omitted, the newest version that is not archived is used.</param>
    /// <param name="columns">If omitted, all columns are read.</param>
    /// <param name="whole">If false, the scan ends when the page is full and one further row was found.</param>
    /// <exception cref="MlWorkbench.Engine.EngineException">A condition does not fit the columns.</exception>
    public async Task<FilteredRows> FilterRowsAsync(
        Actor actor,
        string name,
        int? version,
        IReadOnlyList<RowCondition> conditions,
        int offset,
        int limit,
        IReadOnlyCollection<string>? columns,
        bool whole,
        CancellationToken cancellation)
    {
        var path = await GetArrowFileAsync(actor, name, version, cancellation);
        // Scanning all rows takes time, so it runs off the caller's thread.
        return await Task.Run(() => FilteredRows.ReadAsync(path, conditions, Math.Max(0, offset), Math.Clamp(limit, 0, MaxPageRows), columns, whole, cancellation), cancellation);
    }

    /// <summary>Returns a local file with the version's table. Callers only read it.</summary>
    /// <param name="version">If omitted, the newest version that is not archived is used.</param>
    public async Task<string> GetArrowFileAsync(Actor actor, string name, int? version, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var digest = await Find(db, actor, name, version).Select(found => found.Digest).FirstOrDefaultAsync(cancellation)
            ?? throw NotFound(name, version);
        return await contents.MaterializeAsync(digest, cancellation);
    }

    private static IQueryable<DatasetVersion> Find(WorkbenchDbContext db, Actor actor, string name, int? version)
    {
        actor.Require(Permission.Read, "see datasets");
        var versions = db.DatasetVersions.AsNoTracking().Where(row => row.Dataset!.ProjectId == actor.Project.Id && row.Dataset.Name == name);
        return version is { } number
            ? versions.Where(row => row.Number == number)
            : versions.OrderBy(row => row.ArchivedAt != null).ThenByDescending(row => row.Number).Take(1);
    }

    private static WorkbenchException NotFound(string name, int? version) =>
        WorkbenchException.NotFound(version is null ? $"dataset '{name}'" : $"version {version} of a dataset '{name}'");

    private sealed class Newest
    {
        public required Dataset Dataset { get; init; }

        public required DatasetVersion Version { get; init; }

        public int Count { get; init; }
    }
}
