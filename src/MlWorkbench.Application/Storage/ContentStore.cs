using System.Buffers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage;

/// <summary>Immutable contents addressed by SHA-256, kept as 1 MiB chunk rows so that one database file is the whole backup and no transaction is long.</summary>
public sealed class ContentStore(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<StorageOptions> options, TimeProvider clock)
{
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>Stores the file, unless its content is there already, and answers its digest.</summary>
    internal async Task<string> PutFileAsync(string path, CancellationToken cancellationToken)
    {
        var digest = await DigestAsync(path, cancellationToken);
        await PutFileAsync(path, digest, cancellationToken);
        return digest;
    }

    /// <summary>Stores the file, unless all of its content is there already. Outside the <see cref="StoringLock"/> it may be taken away again; then this puts it back.</summary>
    /// <param name="digest">The file's digest, where the caller has computed it already.</param>
    internal async Task PutFileAsync(string path, string digest, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var file = OpenRead(path);
        if (await db.Contents.AnyAsync(content => content.Digest == digest, cancellationToken)
            && await db.ContentChunks.CountAsync(chunk => chunk.Digest == digest, cancellationToken) == Chunks(file.Length))
        {
            return;
        }

        await WriteChunksAsync(db, digest, file, cancellationToken);
        var createdAt = clock.GetUtcNow().UtcDateTime;
        await db.Database.ExecuteSqlAsync($"INSERT INTO Contents (Digest, Length, CreatedAt) VALUES ({digest}, {file.Length}, {createdAt}) ON CONFLICT DO NOTHING", cancellationToken);
    }

    internal static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>Moves a file whose content is stored into the cache folder, so that it need not be materialised.</summary>
    internal void Cache(string digest, string path)
    {
        Directory.CreateDirectory(options.Value.CacheFolder);
        File.Move(path, Path.Combine(options.Value.CacheFolder, digest), overwrite: true);
    }

    internal async Task<string> PutBytesAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Contents.AnyAsync(content => content.Digest == digest, cancellationToken))
        {
            return digest;
        }

        using var stream = new MemoryStream(bytes, writable: false);
        await WriteChunksAsync(db, digest, stream, cancellationToken);
        var createdAt = clock.GetUtcNow().UtcDateTime;
        await db.Database.ExecuteSqlAsync($"INSERT INTO Contents (Digest, Length, CreatedAt) VALUES ({digest}, {bytes.LongLength}, {createdAt}) ON CONFLICT DO NOTHING", cancellationToken);
        return digest;
    }

    internal async Task<byte[]> ReadBytesAsync(string digest, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        await CopyToAsync(digest, memory, cancellationToken);
        return memory.ToArray();
    }

    /// <summary>A local file with the content, from the cache folder or written there now. The file is read-only property of the store.</summary>
    internal async Task<string> MaterializeAsync(string digest, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Value.CacheFolder);
        var path = Path.GetFullPath(Path.Combine(options.Value.CacheFolder, digest));
        if (File.Exists(path))
        {
            return path;
        }

        var partial = $"{path}.{Guid.CreateVersion7():N}.part";
        try
        {
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, ChunkBytes, FileOptions.Asynchronous))
            {
                await CopyToAsync(digest, file, cancellationToken);
            }

            File.Move(partial, path, overwrite: true);
            return path;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <exception cref="InvalidDataException">The chunks do not add up to the digest: the database file is damaged.</exception>
    internal async Task CopyToAsync(string digest, Stream target, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var length = await db.Contents.Where(content => content.Digest == digest).Select(content => (long?)content.Length).SingleOrDefaultAsync(cancellationToken)
            ?? throw new InvalidDataException($"The content {digest} is not in the store.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunks = Chunks(length);
        for (var index = 0; index < chunks; index++)
        {
            var bytes = await db.ContentChunks.Where(chunk => chunk.Digest == digest && chunk.Index == index).Select(chunk => chunk.Bytes).SingleOrDefaultAsync(cancellationToken)
                ?? throw new InvalidDataException($"The content {digest} lacks its part {index + 1} of {chunks}.");
            hash.AppendData(bytes);
            await target.WriteAsync(bytes, cancellationToken);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != digest)
        {
            throw new InvalidDataException($"The content {digest} is damaged: its bytes do not match its digest.");
        }
    }

    private static long Chunks(long length) => (length + ChunkBytes - 1) / ChunkBytes;

    private static FileStream OpenRead(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, ChunkBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private static async Task WriteChunksAsync(WorkbenchDbContext db, string digest, Stream source, CancellationToken cancellationToken)
    {
        // The disk is waited for once, with the row that refers to the content: its commit syncs the whole log.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous = NORMAL", cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (var index = 0; ; index++)
            {
                var read = await source.ReadAtLeastAsync(buffer.AsMemory(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false, cancellationToken);
                if (read == 0)
                {
                    return;
                }

                var bytes = buffer.AsSpan(0, read).ToArray();
                await db.Database.ExecuteSqlAsync($"INSERT INTO ContentChunks (Digest, \"Index\", Bytes) VALUES ({digest}, {index}, {bytes}) ON CONFLICT DO NOTHING", cancellationToken);
            }
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous = FULL", CancellationToken.None);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
