using System.Globalization;

namespace MlWorkbench.Application.Storage;

/// <summary>The space claimed for the work files of one import. Disposal releases it.</summary>
internal sealed class ScratchClaim(ScratchSpace space, long mostBytes) : IDisposable
{
    private long _claimed;

    /// <summary>Claims space for more bytes, before they are written.</summary>
    /// <exception cref="WorkbenchException">There is no space for them.</exception>
    public void Take(long bytes)
    {
        var claimed = Interlocked.Add(ref _claimed, bytes);
        space.Take(bytes);
        if (claimed > mostBytes)
        {
            throw new WorkbenchException(ErrorKind.TooLarge, "import_too_large", string.Create(CultureInfo.InvariantCulture,
                $"The import needs more than the {mostBytes:N0} bytes of work files that one import can use. " +
                $"Upload fewer columns or rows, or ask an administrator to raise Storage:MaxImportScratchBytes."));
        }
    }

    public void Dispose() => space.GiveBack(Interlocked.Exchange(ref _claimed, 0));
}
