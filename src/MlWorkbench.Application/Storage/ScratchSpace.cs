using System.Globalization;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage;

/// <summary>Space for the work files of imports: a limit for one, a limit for all, and a reserve of free disk space.</summary>
public sealed class ScratchSpace(DiskSpace disk, IOptions<StorageOptions> options)
{
    /// <summary>Number of bytes after which the free disk space is read again.</summary>
    private const long BytesPerLook = 16 << 20;

    private long _claimed;
    private long _unseen = BytesPerLook;

    /// <summary>Bytes of all current work files.</summary>
    internal long Claimed => Interlocked.Read(ref _claimed);

    /// <summary>Claims the space of a new import.</summary>
    /// <exception cref="WorkbenchException">The disk has too little free space.</exception>
    internal ScratchClaim Open()
    {
        RequireReserve();
        return new ScratchClaim(this, options.Value.MaxImportScratchBytes);
    }

    internal void Take(long bytes)
    {
        if (Interlocked.Add(ref _claimed, bytes) > options.Value.MaxScratchBytes)
        {
            throw new WorkbenchException(ErrorKind.StorageFull, "scratch_full",
                $"The imports that run now need more than the {Text(options.Value.MaxScratchBytes)} bytes of work files that all imports together can " +
                "use (Storage:MaxScratchBytes). Nothing was stored. Upload again when they have ended.");
        }

        if (Interlocked.Add(ref _unseen, bytes) >= BytesPerLook)
        {
            Interlocked.Exchange(ref _unseen, 0);
            RequireReserve();
        }
    }

    internal void GiveBack(long bytes) => Interlocked.Add(ref _claimed, -bytes);

    private void RequireReserve()
    {
        var volume = disk.Volume;
        var reserve = DiskSpace.ReserveOf(volume, options.Value);
        if (volume.AvailableFreeSpace < reserve)
        {
            throw new WorkbenchException(ErrorKind.StorageFull, "disk_reserve",
                $"The volume {volume.Name} has {Text(volume.AvailableFreeSpace)} bytes free, and imports must leave {Text(reserve)} bytes free " +
                "(Storage:ReservePercent). Nothing was stored. Free some space and upload again.");
        }
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
