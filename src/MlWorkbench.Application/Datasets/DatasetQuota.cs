using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets;

/// <summary>How many imports one person may have under way, and how many bytes of dataset versions. The workbench itself has no limit.</summary>
public sealed class DatasetQuota(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<LimitOptions> limits)
{
    private const double BytesPerGigabyte = 1_000_000_000;
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);

    private readonly PersonSlots _imports = new();

    /// <summary>Imports that the person has under way.</summary>
    public int ImportsOf(Guid userId) => _imports.CountOf(userId);

    /// <summary>Does the import, unless the person has too many under way.</summary>
    /// <exception cref="WorkbenchException">Too many are under way.</exception>
    internal async Task<ImportResult> CountAsync(Actor actor, Func<Task<ImportResult>> import)
    {
        var most = actor == Actor.System ? int.MaxValue : limits.Value.Uploads;
        if (!_imports.TryTake(actor.UserId, most))
        {
            throw new WorkbenchException(ErrorKind.TooMany, "limit_reached", string.Create(CultureInfo.InvariantCulture, $"You have {most} uploads under way, and one person may have no more at once. Wait until one ends. (The limit is {LimitOptions.Section}:{nameof(LimitOptions.Uploads)}.)"))
            {
                RetryAfter = TryAgainAfter,
            };
        }

        try
        {
            return await import();
        }
        finally
        {
            _imports.Release(actor.UserId);
        }
    }

    /// <summary>How many bytes the person may still store.</summary>
    /// <exception cref="WorkbenchException">None.</exception>
    internal async Task<long> RequireRoomAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await RequireRoomAsync(db, actor, 1, cancellationToken);
    }

    /// <summary>How many bytes the person may still store.</summary>
    /// <exception cref="WorkbenchException">Fewer than <paramref name="bytes"/>.</exception>
    internal async Task<long> RequireRoomAsync(WorkbenchDbContext db, Actor actor, long bytes, CancellationToken cancellationToken)
    {
        if (actor == Actor.System)
        {
            return long.MaxValue;
        }

        var room = limits.Value.StorageBytes - await StoredBytesAsync(db, actor.UserId, cancellationToken);
        return bytes <= room ? room : throw Full();
    }

    internal WorkbenchException Full() => new(
        ErrorKind.StorageFull,
        "storage_limit",
        string.Create(CultureInfo.InvariantCulture, $"Your dataset versions would take more than the {limits.Value.StorageBytes / BytesPerGigabyte:0.###} GB that one person may store. Nothing of the upload was kept. Delete versions that you do not need, or ask an administrator to raise {LimitOptions.Section}:{nameof(LimitOptions.StorageBytes)}."));

    /// <summary>Bytes of the versions that the person made: files and tables.</summary>
    internal static Task<long> StoredBytesAsync(WorkbenchDbContext db, Guid userId, CancellationToken cancellationToken) =>
        db.DatasetVersions
            .Where(version => version.CreatedById == userId)
            .SumAsync(version => version.SourceBytes + db.Contents.Where(content => content.Digest == version.Digest).Select(content => content.Length).FirstOrDefault(), cancellationToken);
}
