using System.Buffers;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets;

/// <summary>Work files of one import in the scratch folder, stored while they are written. They are deleted on disposal, or at the next start.</summary>
internal sealed class StagedUpload(string scratchFolder, ContentStore contents, ScratchSpace space) : IDisposable
{
    private const int BufferBytes = 1 << 17;

    private readonly ScratchClaim _claim = space.Open();
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(scratchFolder, $"import-{Guid.CreateVersion7():N}"));
    private StagedFile? _source;
    private StagedFile? _table;

    public string SourceFile { get; private set; } = "";

    /// <summary>Folder of the work files.</summary>
    public string Folder => _folder.FullName;

    public string ArrowFile => Path.Combine(_folder.FullName, "table.arrow");

    public string SourceDigest { get; private set; } = "";

    public long SourceBytes { get; private set; }

    /// <summary>Digest of the Arrow file, known once it is written.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>Reserves space for a work file in the folder.</summary>
    public void Claim(long bytes) => _claim.Take(bytes);

    /// <summary>Uses a stored file as the source, in its place.</summary>
    public void Take(string path, string digest) =>
        (SourceFile, SourceDigest, SourceBytes) = (path, digest, new FileInfo(path).Length);

    /// <summary>Writes the stream to the source file and counts its bytes.</summary>
    public Task ReceiveAsync(Stream source, UploadLimit limit, CancellationToken cancellation) =>
        WriteSourceAsync(target => CopyAsync(source, target, limit, cancellation));

    /// <summary>Calls <paramref name="write"/> to fill the source file.</summary>
    public async Task WriteSourceAsync(Func<Stream, Task> write)
    {
        var path = Path.Combine(_folder.FullName, "source");
        _source = new StagedFile(contents, path, _claim);
        await write(_source.Content);
        Take(path, _source.Finish());
    }

    /// <summary>Calls <paramref name="write"/> to fill the Arrow file.</summary>
    public async Task<T> WriteTableAsync<T>(Func<Stream, Task<T>> write)
    {
        _table = new StagedFile(contents, ArrowFile, _claim);
        var result = await write(_table.Content);
        Digest = _table.Finish();
        return result;
    }

    /// <summary>Turns both files into contents. Existing contents remain unchanged.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        await (_source?.KeepAsync(cancellation) ?? Task.CompletedTask);
        await (_table?.KeepAsync(cancellation) ?? Task.CompletedTask);
    }

    public void Dispose()
    {
        try
        {
            using (_source)
            {
                _table?.Dispose();
            }
        }
        finally
        {
            using (_claim)
            {
                _folder.Delete(recursive: true);
            }
        }
    }

    private static async Task CopyAsync(Stream source, Stream target, UploadLimit limit, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
            {
                if (target.Length + read > limit.Bytes)
                {
                    throw limit.Refusal();
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
