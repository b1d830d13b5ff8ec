using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets;

/// <summary>A work file that is stored while it is written. Disposal deletes the file, and its stored chunks unless they were finished.</summary>
internal sealed class StagedFile : IDisposable
{
    private readonly ContentStore _contents;
    private readonly string _path;
    private readonly ScratchStream _file;
    private readonly ContentWriter _content;

    public StagedFile(ContentStore contents, string path, ScratchClaim claim)
    {
        (_contents, _path) = (contents, path);
        _file = new ScratchStream(path, claim);
        _content = contents.Begin(_file);
    }

    /// <summary>Receives the contents of the file.</summary>
    public Stream Content => _content;

    /// <summary>Completes the content after the last write and returns its digest.</summary>
    public string Finish()
    {
        _file.Dispose();
        return _content.Finish();
    }

    public Task KeepAsync(CancellationToken cancellation) => _contents.KeepAsync(_content, cancellation);

    public void Dispose()
    {
        _file.Dispose();
        // First, because a full disk has no space for deleting the chunks.
        File.Delete(_path);
        _content.Dispose();
    }
}
