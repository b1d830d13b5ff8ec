using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets;

/// <summary>A work file that is stored while it is written. Gone when it is disposed; what was stored of it goes too, unless it is kept.</summary>
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

    /// <summary>Takes what the file shall hold.</summary>
    public Stream Content => _content;

    /// <summary>Call when all is written; answers the digest.</summary>
    public string Finish()
    {
        _file.Dispose();
        return _content.Finish();
    }

    public Task KeepAsync(CancellationToken cancellation) => _contents.KeepAsync(_content, cancellation);

    public void Dispose()
    {
        _file.Dispose();
        // First, because on a full disk there is no room to take the chunks away.
        File.Delete(_path);
        _content.Dispose();
    }
}
