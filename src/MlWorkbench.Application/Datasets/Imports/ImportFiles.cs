using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Work files of one import in the scratch folder. New contents are stored while they are written. All are deleted on disposal, or at the next start.</summary>
internal sealed class ImportFiles(string scratchFolder, ContentStore contents, ScratchSpace space) : IDisposable
{
    private readonly ScratchClaim _claim = space.Open();
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(Path.Combine(scratchFolder, $"import-{Guid.CreateVersion7():N}"));
    private ReceivedFile? _received;
    private StagedFile? _source;
    private StagedFile? _table;

    /// <summary>Folder of the work files.</summary>
    public string Folder => _folder.FullName;

    public string SourceFile => _received?.Path ?? Path.Combine(_folder.FullName, "source");

    public string ArrowFile => Path.Combine(_folder.FullName, "table.arrow");

    public string SourceDigest { get; private set; } = "";

    public long SourceBytes { get; private set; }

    /// <summary>Digest of the Arrow file, known once it is written.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>Reserves space for a work file in the folder.</summary>
    public void Claim(long bytes) => _claim.Take(bytes);

    /// <summary>Uses the local copy of an upload as the source file, and deletes it at the end.</summary>
    public void TakeSource(ReceivedFile received, string digest)
    {
        _received = received;
        (SourceDigest, SourceBytes) = (digest, new FileInfo(received.Path).Length);
    }

    /// <summary>Copies a stored file to the source file.</summary>
    public async Task CopySourceAsync(string digest, CancellationToken cancellation)
    {
        await using var file = new ScratchStream(SourceFile, _claim);
        await contents.CopyToAsync(digest, file, cancellation);
        (SourceDigest, SourceBytes) = (digest, file.Length);
    }

    /// <summary>Calls <paramref name="write"/> to fill the source file with a new content.</summary>
    public async Task WriteSourceAsync(Func<Stream, Task> write)
    {
        _source = new StagedFile(contents, SourceFile, _claim);
        await write(_source.Content);
        (SourceDigest, SourceBytes) = (_source.Finish(), new FileInfo(SourceFile).Length);
    }

    /// <summary>Calls <paramref name="write"/> to fill the Arrow file.</summary>
    public async Task<T> WriteTableAsync<T>(Func<Stream, Task<T>> write)
    {
        _table = new StagedFile(contents, ArrowFile, _claim);
        var result = await write(_table.Content);
        Digest = _table.Finish();
        return result;
    }

    /// <summary>Turns the new files into contents. Existing contents remain unchanged.</summary>
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
            using (_received)
            using (_claim)
            {
                _folder.Delete(recursive: true);
            }
        }
    }
}
