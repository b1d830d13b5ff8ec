using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage;

/// <summary>Removes the remains of killed processes at start: unreferenced contents, chunks without a content, scratch and part files.</summary>
public sealed class ContentSweeper(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<StorageOptions> options, TimeProvider clock)
{
    /// <summary>Other processes can use younger contents and files, which have no row yet. A file of one process has no such remains.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromDays(1);

    private static readonly MethodInfo WithoutOf = typeof(ContentSweeper).GetMethod(nameof(Without), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Removes contents and chunks. Call it before any job or request, because a content that is being stored has no owner yet.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (contents, chunks) = (Unreferenced(db), db.ContentChunks.Where(chunk => !db.Contents.Any(content => content.ChunksId == chunk.ChunksId)));
        if (!options.Value.IsFile)
        {
            var before = clock.GetUtcNow() - LongestWork;
            // Ids of chunks begin with their time.
            var (youngest, firstYoung) = (before.UtcDateTime, Guid.CreateVersion7(before));
            contents = contents.Where(content => content.CreatedAt < youngest);
            chunks = chunks.Where(chunk => chunk.ChunksId.CompareTo(firstYoung) < 0);
        }

        await contents.ExecuteDeleteAsync(cancellationToken);
        await chunks.ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Removes work files and partial copies.</summary>
    internal void SweepFolders()
    {
        Directory.CreateDirectory(options.Value.AllScratchFolder);
        Directory.CreateDirectory(options.Value.CacheFolder);
        foreach (var work in new DirectoryInfo(options.Value.AllScratchFolder).EnumerateFileSystemInfos().Where(IsRemains))
        {
            Delete(work);
        }

        foreach (var partial in new DirectoryInfo(options.Value.CacheFolder).EnumerateFiles("*.part").Where(IsRemains))
        {
            partial.Delete();
        }

        Directory.CreateDirectory(options.Value.ScratchFolder);
    }

    /// <summary>Removes unreferenced contents from the database and the cache folder.</summary>
    internal async Task RemoveUnreferencedAsync(IReadOnlyCollection<string> digests, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var unreferenced = await Unreferenced(db)
            .Where(content => digests.Contains(content.Digest))
            .Select(content => content.ChunksId)
            .ToListAsync(cancellationToken);
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

    private static void Delete(FileSystemInfo work)
    {
        if (work is DirectoryInfo folder)
        {
            folder.Delete(recursive: true);
        }
        else
        {
            work.Delete();
        }
    }

    /// <summary>The time of a folder is that of the newest file in it.</summary>
    private bool IsRemains(FileSystemInfo work)
    {
        if (options.Value.IsFile)
        {
            return true;
        }

        FileSystemInfo[] files = work is DirectoryInfo folder ? [folder, .. folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories)] : [work];
        return files.Max(file => file.LastWriteTimeUtc) < clock.GetUtcNow().UtcDateTime - LongestWork;
    }

    /// <summary>Follows every foreign key of the EF model to a content, so that a new feature's contents are never treated as unreferenced.</summary>
    private static IQueryable<Content> Unreferenced(WorkbenchDbContext db) => db.Model.GetEntityTypes()
        .SelectMany(row => row.GetForeignKeys())
        .Where(key => key.PrincipalEntityType.ClrType == typeof(Content))
        .Aggregate(db.Contents.AsQueryable(), (contents, key) => (IQueryable<Content>)WithoutOf.MakeGenericMethod(key.DeclaringEntityType.ClrType).Invoke(null, [db, contents, key.Properties.Single().Name])!);

    private static IQueryable<Content> Without<TRow>(WorkbenchDbContext db, IQueryable<Content> contents, string digest)
        where TRow : class =>
        contents.Where(content => !db.Set<TRow>().Any(row => EF.Property<string?>(row, digest) == content.Digest));
}
