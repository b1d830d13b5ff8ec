using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets;

/// <summary>Limits of one person: concurrent imports, and bytes of dataset versions. The workbench as a whole has no limit.</summary>
public sealed class DatasetQuota(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<LimitOptions> limits)
{
    private const double BytesPerGigabyte = 1_000_000_000;
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);

    private readonly PersonSlots _received = new();

    /// <summary>The person's uploads that are being received.</summary>
    public int ReceivedFor(Guid userId) => _received.CountOf(userId);

    /// <summary>Receives an upload unless the person has too many uploads and imports in progress.</summary>
    /// <exception cref="WorkbenchException">The person has too many.</exception>
    internal async Task<Guid> CountAsync(Actor actor, Func<Task<Guid>> receive, CancellationToken cancellationToken)
    {
        var most = actor.IsSystem ? int.MaxValue : limits.Value.Uploads;
        if (!_received.TryTake(actor.UserId, most - await ImportsOfAsync(actor, cancellationToken)))
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
            return await receive();
        }
        finally
        {
            _received.Release(actor.UserId);
        }
    }

    private async Task<int> ImportsOfAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await JobLimits.Active(db, actor.UserId).CountAsync(job => job.Queue == JobQueues.Imports, cancellationToken);
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
        if (actor.IsSystem)
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
