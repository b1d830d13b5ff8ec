using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace MlWorkbench.Application.Storage;

/// <summary>
/// Stores what is written to it: a chunk when it is full, and at the end the row that turns the chunks into a content.
/// If it is disposed earlier, it deletes its chunks.
/// </summary>
internal sealed class ContentWriter : Stream
{
    private readonly WorkbenchDbContext _db;
    private readonly Lock _oneAtATime;
    private readonly Stream? _copy;
    private readonly Guid _chunksId;
    private readonly byte[] _chunk = new byte[ContentChunk.MostBytes];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string? _digest;
    private long _length;
    private int _filled;
    private int _chunks;
    private bool _kept;
    private bool _disposed;

    /// <param name="db">The writer's own context, disposed with it.</param>
    /// <param name="chunksId">Begins with the current time, by which remains are recognised.</param>
    /// <param name="oneAtATime">Shared by all writers, because SQLite would make one sleep while another writes.</param>
    /// <param name="copy">Receives the same bytes.</param>
    public ContentWriter(WorkbenchDbContext db, Guid chunksId, Lock oneAtATime, Stream? copy)
    {
        (_db, _chunksId, _oneAtATime, _copy) = (db, chunksId, oneAtATime, copy);
        // The disk is synced once, with the row that references the content: its commit syncs the whole log.
        _db.Dialect.PostponeSync(_db);
    }

    public override bool CanRead => false;

    /// <summary>True only to report the position: writers of files with a directory at their end ask for it.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Synchronous, because SQLite is, and writers of files are.</summary>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _copy?.Write(buffer);
        _length += buffer.Length;
        while (buffer.Length > 0)
        {
            var taken = Math.Min(buffer.Length, _chunk.Length - _filled);
            buffer[..taken].CopyTo(_chunk.AsSpan(_filled));
            buffer = buffer[taken..];
            _filled += taken;
            if (_filled == _chunk.Length)
            {
                WriteChunk(_chunk);
            }
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Chunks are written when they are full; <see cref="Finish"/> writes the last one.</summary>
    public override void Flush()
    {
    }

    /// <summary>Writes the remaining bytes and returns the digest of all bytes. No write may follow.</summary>
    public string Finish()
    {
        if (_filled > 0)
        {
            WriteChunk(_chunk[.._filled]);
        }

        return _digest ??= Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <summary>Turns the chunks into a content and returns its digest. If the content exists already, its chunks remain and these are deleted.</summary>
    public async Task<string> KeepAsync(DateTime createdAt, CancellationToken cancellationToken)
    {
        var digest = Finish();
        while (!await TryKeepAsync(digest, createdAt, cancellationToken))
        {
            // Another process removed the existing content in between.
        }

        return digest;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            using (_db)
            using (_hash)
            {
                try
                {
                    RemoveUnlessKept();
                }
                finally
                {
                    _db.Dialect.RestoreSync(_db);
                }
            }
        }

        base.Dispose(disposing);
    }

    /// <summary>Adds the content. If it exists already, it becomes as new, so that no process removes it before a row references it.</summary>
    private async Task<bool> TryKeepAsync(string digest, DateTime createdAt, CancellationToken cancellationToken)
    {
        var added = await _db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Contents" ("Digest", "ChunksId", "Length", "CreatedAt") VALUES ({digest}, {_chunksId}, {_length}, {createdAt})
            ON CONFLICT ("Digest") DO NOTHING
            """,
            cancellationToken);
        _kept = added > 0;
        return _kept || await _db.Contents
            .Where(content => content.Digest == digest)
            .ExecuteUpdateAsync(set => set.SetProperty(content => content.CreatedAt, createdAt), cancellationToken) > 0;
    }

    private void WriteChunk(byte[] bytes)
    {
        _hash.AppendData(bytes);
        lock (_oneAtATime)
        {
            _db.Database.ExecuteSql($"""INSERT INTO "ContentChunks" ("ChunksId", "Index", "Bytes") VALUES ({_chunksId}, {_chunks}, {bytes})""");
        }

        _chunks++;
        _filled = 0;
    }

    private void RemoveUnlessKept()
    {
        if (_kept || _chunks == 0)
        {
            return;
        }

        lock (_oneAtATime)
        {
            _db.ContentChunks.Where(chunk => chunk.ChunksId == _chunksId).ExecuteDelete();
        }
    }
}
