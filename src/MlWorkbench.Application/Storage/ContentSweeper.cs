using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage;

/// <summary>Removes the remains of killed processes at start: unreferenced contents, chunks without a content, scratch and part files.</summary>
public sealed class ContentSweeper(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<StorageOptions> options)
{
    private static readonly MethodInfo WithoutOf = typeof(ContentSweeper).GetMethod(nameof(Without), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Removes contents and chunks. Call it before any job or request, because a content that is being stored has no owner yet.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Unreferenced(db).ExecuteDeleteAsync(cancellationToken);
        await db.ContentChunks
            .Where(chunk => !db.Contents.Any(content => content.ChunksId == chunk.ChunksId))
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Removes work files and partial copies.</summary>
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

    /// <summary>Removes unreferenced contents from the database and the cache folder.</summary>
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

    /// <summary>Follows every foreign key of the EF model to a content, so that a new feature's contents are never treated as unreferenced.</summary>
    private static IQueryable<Content> Unreferenced(WorkbenchDbContext db) => db.Model.GetEntityTypes()
        .SelectMany(row => row.GetForeignKeys())
        .Where(key => key.PrincipalEntityType.ClrType == typeof(Content))
        .Aggregate(db.Contents.AsQueryable(), (contents, key) => (IQueryable<Content>)WithoutOf.MakeGenericMethod(key.DeclaringEntityType.ClrType).Invoke(null, [db, contents, key.Properties.Single().Name])!);

    private static IQueryable<Content> Without<TRow>(WorkbenchDbContext db, IQueryable<Content> contents, string digest)
        where TRow : class =>
        contents.Where(content => !db.Set<TRow>().Any(row => EF.Property<string?>(row, digest) == content.Digest));
}
