using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage;

/// <summary>Removes at start what a killed process left: contents that no row refers to, chunks without a content, scratch and part files.</summary>
public sealed class ContentSweeper(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<StorageOptions> options)
{
    /// <summary>Removes contents and chunks. Run before any job or request: while something is being stored, its content has no owner yet.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Unreferenced(db).ExecuteDeleteAsync(cancellationToken);
        await db.ContentChunks
            .Where(chunk => !db.Contents.Any(content => content.ChunksId == chunk.ChunksId))
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Removes work files and half-written copies.</summary>
    internal void SweepFolders()
    {
        if (Directory.Exists(options.Value.ScratchFolder))
        {
            Directory.Delete(options.Value.ScratchFolder, recursive: true);
        }

        Directory.CreateDirectory(options.Value.ScratchFolder);
        Directory.CreateDirectory(options.Value.CacheFolder);
        foreach (var partial in Directory.EnumerateFiles(options.Value.CacheFolder, "*.part"))
        {
            File.Delete(partial);
        }
    }

    /// <summary>Removes the contents, here and in the cache folder, that nothing refers to.</summary>
    internal async Task RemoveUnreferencedAsync(IReadOnlyCollection<string> digests, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var unreferenced = await Unreferenced(db).Where(content => digests.Contains(content.Digest)).Select(content => content.ChunksId).ToListAsync(cancellationToken);
        await Unreferenced(db).Where(content => unreferenced.Contains(content.ChunksId)).ExecuteDeleteAsync(cancellationToken);
        await db.ContentChunks
            .Where(chunk => unreferenced.Contains(chunk.ChunksId) && !db.Contents.Any(content => content.ChunksId == chunk.ChunksId))
            .ExecuteDeleteAsync(cancellationToken);
        var kept = await db.Contents.Where(content => digests.Contains(content.Digest)).Select(content => content.Digest).ToListAsync(cancellationToken);
        foreach (var digest in digests.Except(kept))
        {
            File.Delete(Path.Combine(options.Value.CacheFolder, digest));
        }
    }

    private static IQueryable<Content> Unreferenced(WorkbenchDbContext db) => db.Contents
        .Where(content => !db.DatasetVersions.Any(version => version.Digest == content.Digest || version.SourceDigest == content.Digest)
            && !db.Runs.Any(run => run.PackageDigest == content.Digest || run.OutOfFoldDigest == content.Digest || run.TestDigest == content.Digest)
            && !db.ModelVersions.Any(version => version.PackageDigest == content.Digest)
            && !db.Reports.Any(report => report.ContentDigest == content.Digest));
}
