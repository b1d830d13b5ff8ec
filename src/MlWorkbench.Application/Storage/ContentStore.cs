using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage;

/// <summary>Immutable contents addressed by SHA-256. Chunk rows of 1 MiB keep transactions short, and one database file is the whole backup.</summary>
public sealed class ContentStore(
    IDbContextFactory<WorkbenchDbContext> contexts,
    IOptions<StorageOptions> options,
    TimeProvider clock,
    ILogger<ContentStore> logger)
{
    private readonly Lock _oneAtATime = new();
    private readonly ConcurrentDictionary<string, (long Length, DateTime Written)> _verified = new(StringComparer.Ordinal);

    /// <summary>Starts a content that is stored while it is written.</summary>
    /// <param name="copy">Receives the same bytes.</param>
    internal ContentWriter Begin(Stream? copy = null) => new(contexts.CreateDbContext(), Guid.CreateVersion7(clock.GetUtcNow()), _oneAtATime, copy);

    /// <summary>Stores the file unless its content exists already. Returns its digest.</summary>
    internal async Task<string> PutFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, ContentChunk.MostBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return await PutAsync(file, cancellationToken);
    }

    internal async Task<string> PutBytesAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return await PutAsync(stream, cancellationToken);
    }

    /// <summary>Turns the written chunks into a content. From then on, it needs a row that references it.</summary>
    internal Task<string> KeepAsync(ContentWriter writer, CancellationToken cancellationToken) => writer.KeepAsync(clock.GetUtcNow().UtcDateTime, cancellationToken);

    /// <summary>Moves a file whose content is stored into the cache folder, so that it need not be materialized.</summary>
    internal void Cache(string digest, string path)
    {
        Directory.CreateDirectory(options.Value.CacheFolder);
        MoveSynced(path, CacheFile(digest));
    }

    internal async Task<byte[]> ReadBytesAsync(string digest, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        await CopyToAsync(digest, memory, cancellationToken);
        return memory.ToArray();
    }

    /// <summary>Returns a local file with the content, from the cache folder or written now. Callers only read it.</summary>
    /// <remarks>A cached copy is used only after its bytes were compared with the digest, once per process and again after the file changed.</remarks>
    internal async Task<string> MaterializeAsync(string digest, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Value.CacheFolder);
        var path = CacheFile(digest);
        if (!await IsVerifiedAsync(digest, path, cancellationToken))
        {
            await WriteCopyAsync(digest, path, cancellationToken);
        }

        return path;
    }

    /// <exception cref="InvalidDataException">The chunks do not match the digest: the database file is damaged.</exception>
    internal async Task CopyToAsync(string digest, Stream target, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await CopyToAsync(db, digest, target, cancellationToken);
    }

    /// <summary>Reads the content in the transaction of the context.</summary>
    /// <exception cref="InvalidDataException">The chunks do not match the digest: the database file is damaged.</exception>
    internal static async Task CopyToAsync(WorkbenchDbContext db, string digest, Stream target, CancellationToken cancellationToken)
    {
        var content = await db.Contents.AsNoTracking().SingleOrDefaultAsync(content => content.Digest == digest, cancellationToken)
            ?? throw new InvalidDataException($"The content {digest} is not in the store.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunks = (content.Length + ContentChunk.MostBytes - 1) / ContentChunk.MostBytes;
        for (var index = 0; index < chunks; index++)
        {
            var bytes = await db.ContentChunks.Where(chunk => chunk.ChunksId == content.ChunksId && chunk.Index == index).Select(chunk => chunk.Bytes).SingleOrDefaultAsync(cancellationToken)
                ?? throw new InvalidDataException($"The content {digest} lacks its part {index + 1} of {chunks}.");
            hash.AppendData(bytes);
            await target.WriteAsync(bytes, cancellationToken);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != digest)
        {
            throw new InvalidDataException($"The content {digest} is damaged: its bytes do not match its digest.");
        }
    }

    private async Task<bool> IsVerifiedAsync(string digest, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        var stamp = StampOf(path);
        if (_verified.TryGetValue(digest, out var known) && known == stamp)
        {
            return true;
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, ContentChunk.MostBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)) != digest)
        {
            logger.LogWarning("The cached copy {File} does not match its digest. It is created again from the database", path);
            return false;
        }

        _verified[digest] = stamp;
        return true;
    }

    private async Task WriteCopyAsync(string digest, string path, CancellationToken cancellationToken)
    {
        var partial = $"{path}.{Guid.CreateVersion7():N}.part";
        try
        {
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, ContentChunk.MostBytes, FileOptions.Asynchronous))
            {
                await CopyToAsync(digest, file, cancellationToken);
            }

            var stamp = StampOf(partial);
            MoveSynced(partial, path);
            _verified[digest] = stamp;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Changes whenever a program writes to the file.</summary>
    private static (long Length, DateTime Written) StampOf(string path)
    {
        var file = new FileInfo(path);
        return (file.Length, file.LastWriteTimeUtc);
    }

    /// <summary>Syncs the bytes to the disk before the rename, so that a power failure leaves no partial copy under the name.</summary>
    private static void MoveSynced(string from, string to)
    {
        using (var file = File.OpenHandle(from, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(file);
        }

        File.Move(from, to, overwrite: true);
    }

    private string CacheFile(string digest) => Path.GetFullPath(Path.Combine(options.Value.CacheFolder, digest));

    /// <summary>Stores the bytes unless their content exists already. Returns its digest.</summary>
    internal async Task<string> PutAsync(Stream source, CancellationToken cancellationToken)
    {
        await using var writer = Begin();
        await source.CopyToAsync(writer, ContentChunk.MostBytes, cancellationToken);
        return await KeepAsync(writer, cancellationToken);
    }
}
