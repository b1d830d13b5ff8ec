using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MlWorkbench.Application.Storage;

/// <summary>Queues a value for a row and writes it within seconds, so that requests do not wait for the write lock. Merges values of one row.</summary>
public abstract class WriteBehind<TValue>(
    IDbContextFactory<WorkbenchDbContext> contexts,
    StorageDamage damage,
    TimeProvider clock,
    ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Short, because the next round tries again.</summary>
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, TValue> _waiting = new();

    /// <summary>Writes all queued values. Values that the database refuses stay queued. If the database is damaged, all are dropped.</summary>
    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            _waiting.Clear();
        }

        if (_waiting.IsEmpty)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Dialect.LimitWaitAsync(db, WriteTimeout, cancellationToken);
        foreach (var rowId in _waiting.Keys)
        {
            if (_waiting.TryRemove(rowId, out var value) && !await TryWriteAsync(db, rowId, value, cancellationToken))
            {
                return;
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected void Note(Guid rowId, TValue value) =>
        _waiting.AddOrUpdate(rowId, value, (_, waiting) => Merge(waiting, value));

    protected abstract TValue Merge(TValue earlier, TValue later);

    protected abstract Task WriteAsync(WorkbenchDbContext db, Guid rowId, TValue value, CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // StopAsync writes the queued values.
        }
    }

    private async Task<bool> TryWriteAsync(WorkbenchDbContext db, Guid rowId, TValue value, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(db, rowId, value, cancellationToken);
            return true;
        }
        catch (Exception exception)
        {
            Note(rowId, value);
            if (exception is OperationCanceledException)
            {
                throw;
            }

            logger.LogWarning(exception, "{Rows} rows wait to be written", _waiting.Count);
            return false;
        }
    }
}
