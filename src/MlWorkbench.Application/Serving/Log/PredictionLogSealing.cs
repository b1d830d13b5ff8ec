using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Log;

/// <summary>
/// Merges the small batches of finished hours into contents, once a minute. A transaction replaces them only if all of them are still there, so that no
/// process needs to be the only one, and one that is killed leaves the log as it was.
/// </summary>
public sealed class PredictionLogSealing(
    IDbContextFactory<WorkbenchDbContext> contexts,
    OldPredictionLog old,
    ContentStore contents,
    ContentSweeper sweeper,
    StoringLock storing,
    StorageDamage damage,
    TimeProvider clock,
    ILogger<PredictionLogSealing> logger) : BackgroundService
{
    /// <summary>Readers decode a batch as a whole. With this many rows, an hour is sealed before its end.</summary>
    private const int MostRows = 65_536;

    /// <summary>Limits the memory for an hour of calls with one row each.</summary>
    private const int MostBatches = 2_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Seals what is due, and returns the number of sealed batches.</summary>
    internal async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            return 0;
        }

        var count = 0;
        foreach (var run in await FindDueAsync(cancellationToken))
        {
            count += await SealAsync(run, cancellationToken) ? 1 : 0;
        }

        return count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await TrySealAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start seals the remaining ones.
        }
    }

    private async Task TrySealAsync(CancellationToken cancellationToken)
    {
        try
        {
            await old.MoveAsync(cancellationToken);
            await SealAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "The prediction log could not be sealed. The next attempt is in a minute");
        }
    }

    /// <summary>Batches of one version, endpoint and hour that become one.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<PredictionBatch>>> FindDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await db.PredictionBatches
            .Where(batch => batch.Digest == null)
            .OrderBy(batch => batch.Last)
            .Select(batch => new PredictionBatch
            {
                Id = batch.Id,
                EndpointId = batch.EndpointId,
                ModelVersionId = batch.ModelVersionId,
                IsShadow = batch.IsShadow,
                Last = batch.Last,
                Rows = batch.Rows,
                Keys = Array.Empty<byte>(),
            })
            .ToListAsync(cancellationToken);
        var now = HourOf(clock.GetUtcNow().UtcDateTime);
        return
        [
            .. open
                .GroupBy(batch => (batch.EndpointId, batch.ModelVersionId, batch.IsShadow, Hour: HourOf(batch.Last)))
                .SelectMany(group => Split(group, isOver: group.Key.Hour < now)),
        ];
    }

    private static DateTime HourOf(DateTime time) => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, DateTimeKind.Utc);

    private static IEnumerable<IReadOnlyList<PredictionBatch>> Split(IEnumerable<PredictionBatch> batches, bool isOver)
    {
        var run = new List<PredictionBatch>();
        var rows = 0;
        foreach (var batch in batches)
        {
            run.Add(batch);
            rows += batch.Rows;
            if (rows >= MostRows || run.Count == MostBatches)
            {
                yield return run;
                (run, rows) = ([], 0);
            }
        }

        if (isOver && run.Count > 0)
        {
            yield return run;
        }
    }

    private async Task<bool> SealAsync(IReadOnlyList<PredictionBatch> run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = run.Select(batch => batch.Id).ToList();
        var data = await db.PredictionBatches.Where(batch => ids.Contains(batch.Id)).OrderBy(batch => batch.Id).Select(batch => batch.Data).ToListAsync(cancellationToken);
        if (data.Count < ids.Count)
        {
            return false;
        }

        var block = LogBlock.Join([.. data.Select(bytes => LogBlock.Read(bytes!, _ => true))]).Sorted();
        return await storing.HoldAsync(
            async () =>
            {
                var digest = await contents.PutBytesAsync(block.ToBytes(), cancellationToken);
                var isSealed = await ReplaceAsync(db, ids, run[0], block, digest, cancellationToken);
                if (!isSealed)
                {
                    await sweeper.RemoveUnreferencedAsync([digest], CancellationToken.None);
                }

                return isSealed;
            },
            cancellationToken);
    }

    /// <summary>Returns false if another process sealed or erased one of the batches in the meantime.</summary>
    private static async Task<bool> ReplaceAsync(
        WorkbenchDbContext db, IReadOnlyList<Guid> ids, PredictionBatch first, LogBlock block, string digest, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        if (await db.PredictionBatches.Where(batch => ids.Contains(batch.Id)).ExecuteDeleteAsync(cancellationToken) < ids.Count)
        {
            return false;
        }

        db.PredictionBatches.Add(PredictionBatch.Sealed(first, block, digest));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
