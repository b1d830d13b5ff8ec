using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MlWorkbench.Application.Events;

/// <summary>Tells this process when a transaction of its own with events has committed.</summary>
public sealed class ChangeSignal : DbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbContext, object> _expecting = [];
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _revision;

    /// <summary>Number of transactions with events that this process has committed.</summary>
    internal long Revision => Volatile.Read(ref _revision);

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => NoteIfExpected(eventData.Context);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        NoteIfExpected(eventData.Context);
        return Task.CompletedTask;
    }

    internal void ExpectCommit(DbContext db) => _expecting.AddOrUpdate(db, _woken);

    /// <summary>Waits for the next commit with events, at most as long as given.</summary>
    internal async Task WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(longest, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _woken.Reader.ReadAsync(ending.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another process may have committed deliveries, or an earlier one is due again.
        }
    }

    private void NoteIfExpected(DbContext? db)
    {
        if (db is not null && _expecting.Remove(db))
        {
            Interlocked.Increment(ref _revision);
            _woken.Writer.TryWrite(true);
        }
    }
}
