using System.Globalization;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage;

/// <summary>Room for the work files of imports: so much for one, so much for all, and a part of the disk that stays free.</summary>
public sealed class ScratchSpace(DiskSpace disk, IOptions<StorageOptions> options)
{
    /// <summary>The disk is asked again after so many bytes.</summary>
    private const long BytesPerLook = 16 << 20;

    private long _claimed;
    private long _unseen = BytesPerLook;

    /// <summary>Bytes of work files now.</summary>
    internal long Claimed => Interlocked.Read(ref _claimed);

    /// <summary>Begins an import.</summary>
    /// <exception cref="WorkbenchException">Too little of the disk is free.</exception>
    internal ScratchClaim Open()
    {
        RequireReserve();
        return new ScratchClaim(this, options.Value.MaxImportScratchBytes);
    }

    internal void Take(long bytes)
    {
        if (Interlocked.Add(ref _claimed, bytes) > options.Value.MaxScratchBytes)
        {
            throw new WorkbenchException(ErrorKind.StorageFull, "scratch_full", $"The imports that run now need more than the {Text(options.Value.MaxScratchBytes)} bytes of work files that they may have together (Storage:MaxScratchBytes). Nothing of the upload was kept; upload again when they are done.");
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
            throw new WorkbenchException(ErrorKind.StorageFull, "disk_reserve", $"The volume {volume.Name} has {Text(volume.AvailableFreeSpace)} bytes free, and imports leave {Text(reserve)} bytes (Storage:ReservePercent). Nothing of the upload was kept; free some space and upload again.");
        }
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
