using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets;

/// <summary>Limits of one person: concurrent imports, and bytes of dataset versions. The workbench as a whole has no limit.</summary>
public sealed class DatasetQuota(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<LimitOptions> limits)
{
    private const double BytesPerGigabyte = 1_000_000_000;
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);

    private readonly PersonSlots _imports = new();

    /// <summary>The person's running imports.</summary>
    public int ImportsOf(Guid userId) => _imports.CountOf(userId);

    /// <summary>Runs the import unless the person has too many running.</summary>
    /// <exception cref="WorkbenchException">The person has too many running imports.</exception>
    internal async Task<ImportResult> CountAsync(Actor actor, Func<Task<ImportResult>> import)
    {
        var most = actor == Actor.System ? int.MaxValue : limits.Value.Uploads;
        if (!_imports.TryTake(actor.UserId, most))
        {
            throw new WorkbenchException(ErrorKind.TooMany, "limit_reached", string.Create(CultureInfo.InvariantCulture,
                $"You have {most} uploads in progress, the most for one person. Wait until one ends. " +
                $"(The limit is {LimitOptions.Section}:{nameof(LimitOptions.Uploads)}.)"))
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

    /// <summary>The number of bytes that the person can still store.</summary>
    /// <exception cref="WorkbenchException">The person's storage is used up.</exception>
    internal async Task<long> RequireRoomAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await RequireRoomAsync(db, actor, 1, cancellationToken);
    }

    /// <summary>The number of bytes that the person can still store.</summary>
    /// <exception cref="WorkbenchException">Fewer than <paramref name="bytes"/> are left.</exception>
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
        string.Create(CultureInfo.InvariantCulture,
            $"Your dataset versions would take more than the {limits.Value.StorageBytes / BytesPerGigabyte:0.###} GB that one person may store. " +
            $"Nothing was stored. Delete versions that you do not need, or ask an administrator to raise " +
            $"{LimitOptions.Section}:{nameof(LimitOptions.StorageBytes)}."));

    /// <summary>Bytes of the versions that the person created: files and tables.</summary>
    internal static Task<long> StoredBytesAsync(WorkbenchDbContext db, Guid userId, CancellationToken cancellationToken) =>
        db.DatasetVersions
            .Where(version => version.CreatedById == userId)
            .SumAsync(version => version.SourceBytes + db.Contents.Where(content => content.Digest == version.Digest).Select(content => content.Length).FirstOrDefault(), cancellationToken);
}
