using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;

namespace MlWorkbench.Application.Storage;

/// <summary>Size of the database, and free space of the disk that holds the storage folder.</summary>
internal sealed class DatabaseFigures : IFigures
{
    private readonly IDbContextFactory<WorkbenchDbContext> _contexts;
    private readonly DiskSpace _disk;
    private long _bytes;
    private long _free;

    public DatabaseFigures(IDbContextFactory<WorkbenchDbContext> contexts, DiskSpace disk, IMeterFactory meters)
    {
        _contexts = contexts;
        _disk = disk;
        var meter = meters.Create(WorkbenchTelemetry.Name);
        meter.CreateObservableGauge("mlworkbench.database.size", () => Interlocked.Read(ref _bytes), "By", "Bytes of the database.");
        meter.CreateObservableGauge("mlworkbench.disk.free", () => Interlocked.Read(ref _free), "By", "Free bytes of the disk that holds the storage folder.");
    }

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _free, _disk.FreeBytes);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        Interlocked.Exchange(ref _bytes, await db.Dialect.ReadBytesAsync(db, cancellationToken));
    }
}
