using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Recognises errors of a full disk, and describes the disk.</summary>
public sealed class FullDisk(DiskSpace disk)
{
    private const int NoSpaceLeftUnix = 28;
    private const int NoSpaceLeftWindows = 112;

    /// <summary>Returns the refusal of an import. Null if the disk is not the cause.</summary>
    internal WorkbenchException? Find(Exception exception)
    {
        var isFull = exception is IOException && (exception.HResult & 0xFFFF) is NoSpaceLeftUnix or NoSpaceLeftWindows
            || StorageFailure.IsFull(exception);
        return isFull
            ? new WorkbenchException(ErrorKind.StorageFull, "disk_full", $"{disk.DescribeFull()} Nothing was stored. Free some space and upload again.", inner: exception)
            : null;
    }
}
