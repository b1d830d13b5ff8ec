using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>The local copy of an upload, written while it is received and stored. Disposal deletes it; the stored content remains.</summary>
internal sealed class ReceivedFile(string scratchFolder, ScratchSpace space) : IDisposable
{
    private readonly ScratchClaim _claim = space.Open();

    public string Path { get; } = System.IO.Path.Combine(scratchFolder, $"upload-{Guid.CreateVersion7():N}");

    public ScratchStream Create() => new(Path, _claim);

    public void Dispose()
    {
        using (_claim)
        {
            File.Delete(Path);
        }
    }
}
