using System.Globalization;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage;

/// <summary>The volume of the storage folder, and the part of it that stays free.</summary>
public sealed class DiskSpace(IOptions<StorageOptions> options)
{
    public long FreeBytes => Volume.AvailableFreeSpace;

    internal DriveInfo Volume => VolumeOf(options.Value.Path);

    /// <summary>Bytes that imports leave free on the volume.</summary>
    internal static long ReserveOf(DriveInfo volume, StorageOptions options) => (long)(volume.TotalSize * options.ReservePercent / 100);

    /// <summary>The volume of the path.</summary>
    internal static DriveInfo VolumeOf(string path)
    {
        var full = Path.GetFullPath(path);
        // A DriveInfo created from a path has that path as its name, not the root of its volume.
        return DriveInfo.GetDrives().Where(drive => Holds(drive.Name, full)).MaxBy(drive => drive.Name.Length) ?? new DriveInfo(full);
    }

    /// <summary>A sentence for people whose write found no free space.</summary>
    internal string DescribeFull()
    {
        var volume = Volume;
        return string.Create(CultureInfo.InvariantCulture, $"The volume {volume.Name}, which holds the workbench, is full: it has {volume.AvailableFreeSpace:N0} bytes free, and {ReserveOf(volume, options.Value):N0} are needed (Storage:ReservePercent).");
    }

    private static bool Holds(string root, string path) =>
        path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || path == root;
}
