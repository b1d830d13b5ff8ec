using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MlWorkbench.Application.Events;

/// <summary>Wakes the dispatcher of this process when a transaction with deliveries commits.</summary>
public sealed class DeliverySignal : DbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbContext, object> _expecting = [];
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => WakeIfExpected(eventData.Context);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        WakeIfExpected(eventData.Context);
        return Task.CompletedTask;
    }

    internal void ExpectCommit(DbContext db) => _expecting.AddOrUpdate(db, _woken);

    /// <summary>Waits for the next commit with deliveries, at most as long as given.</summary>
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

    private void WakeIfExpected(DbContext? db)
    {
        if (db is not null && _expecting.Remove(db))
        {
            _woken.Writer.TryWrite(true);
        }
    }
}
