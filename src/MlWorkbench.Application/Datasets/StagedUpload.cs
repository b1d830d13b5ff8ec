using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace MlWorkbench.Application.Datasets;

/// <summary>Work files of one import in the scratch folder; gone when it is disposed, or at the next start.</summary>
internal sealed class StagedUpload : IDisposable
{
    private const int BufferBytes = 1 << 17;

    private readonly DirectoryInfo _folder;

    public StagedUpload(string scratchFolder) => _folder = Directory.CreateDirectory(Path.Combine(scratchFolder, $"import-{Guid.CreateVersion7():N}"));

    public string SourceFile { get; private set; } = "";

    /// <summary>Takes what reading the source needs.</summary>
    public string Folder => _folder.FullName;

    public string ArrowFile => Path.Combine(_folder.FullName, "table.arrow");

    public string SourceDigest { get; private set; } = "";

    public long SourceBytes { get; private set; }

    /// <summary>Takes a stored file as the source, where it lies.</summary>
    public void Take(string path, string digest)
    {
        (SourceFile, SourceDigest, SourceBytes) = (path, digest, new FileInfo(path).Length);
    }

    /// <summary>Writes the stream to the source file while counting and hashing it.</summary>
    public async Task ReceiveAsync(Stream source, long limit, CancellationToken cancellation)
    {
        SourceFile = Path.Combine(_folder.FullName, "source");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(SourceFile, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.Asynchronous);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
            {
                SourceBytes += read;
                RequireWithin(limit);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        SourceDigest = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Lets <paramref name="write"/> fill the source file.</summary>
    public async Task WriteAsync(Func<Stream, Task> write, CancellationToken cancellation)
    {
        SourceFile = Path.Combine(_folder.FullName, "source");
        await using (var file = new FileStream(SourceFile, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, FileOptions.Asynchronous))
        {
            await write(file);
        }

        Take(SourceFile, await Storage.ContentStore.DigestAsync(SourceFile, cancellation));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void RequireWithin(long limit)
    {
        if (SourceBytes > limit)
        {
            throw new WorkbenchException(ErrorKind.TooLarge, "file_too_large", string.Create(CultureInfo.InvariantCulture, $"The file is larger than the {limit / 1_000_000:N0} MB that this workbench takes. Split it, or ask an administrator to raise Storage:MaxUploadBytes."));
        }
    }
}
