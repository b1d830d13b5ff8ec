using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>
/// Writes predictions to the log, in batches of whole calls. The backlog is limited in rows and bytes. If it is full, a call is dropped and counted,
/// or refused if its answer waits for the log.
/// A batch that the database refuses is retried until it is written.
/// </summary>
public sealed class PredictionLogWriter : IHostedLifecycleService
{
    private const int BatchRows = 1_000;
    private const int MaximumBatchRows = 10_000;
    private const long MaximumBatchBytes = 16_000_000;

    /// <summary>Short, so that a database locked by another program is detected within a second.</summary>
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestCollection = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait of a stopping server for the write of one remaining batch.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    private readonly IDbContextFactory<WorkbenchDbContext> _contexts;
    private readonly StorageDamage _damage;
    private readonly TimeProvider _clock;
    private readonly ILogger<PredictionLogWriter> _logger;
    private readonly PredictionLogBacklog _backlog;
    private readonly TimeSpan _patience;
    private Task _writing = Task.CompletedTask;
    private volatile string? _refusal;
    private volatile bool _stopped;
    private volatile bool _ended;
    private long _dropped;

    public PredictionLogWriter(
        IDbContextFactory<WorkbenchDbContext> contexts,
        StorageDamage damage,
        IOptions<ServingOptions> serving,
        IOptions<StorageOptions> storage,
        TimeProvider clock,
        ILogger<PredictionLogWriter> logger)
    {
        _contexts = contexts;
        _damage = damage;
        _clock = clock;
        _logger = logger;
        _backlog = new PredictionLogBacklog(serving.Value.LogBacklog, serving.Value.LogBacklogBytes);
        _patience = TimeSpan.FromSeconds(storage.Value.BusySeconds);
    }

    /// <summary>Number of predictions since the start that were answered but not logged.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Used share of the backlog: 0 to 1. A full backlog drops or refuses calls.</summary>
    public double Fill => _backlog.Fill;

    /// <summary>Number of predictions that wait to be logged.</summary>
    internal long Waiting => _backlog.Rows;

    /// <summary>Number of committed transactions since the start.</summary>
    internal int Batches { get; private set; }

    /// <summary>Number of transactions since the start that the database refused.</summary>
    internal int FailedAttempts { get; private set; }

    private string Reason => _refusal switch
    {
        null => "predictions arrive faster than they can be written",
        "storage_busy" => "another program has locked the database",
        "disk_full" => "the disk is full",
        _ => "the database is read-only",
    };

    /// <summary>Queues the rows of a call if there is space for all of them. Returns immediately.</summary>
    internal void Append(IReadOnlyList<PredictionToLog> entries)
    {
        if (_damage.Found is not null || !_backlog.TryAdd(new CallToLog(entries, isAwaited: false)))
        {
            Interlocked.Add(ref _dropped, entries.Count);
        }
    }

    /// <summary>Queues the rows of a call and returns when all of them are committed, in one transaction.</summary>
    /// <exception cref="WorkbenchException">There is no space for the rows, or they were not written in time or at all.</exception>
    internal async Task AppendAndWaitAsync(IReadOnlyList<PredictionToLog> entries, CancellationToken cancellationToken)
    {
        if (_damage.Found is not null)
        {
            throw ReadOnly();
        }

        var call = new CallToLog(entries, isAwaited: true);
        if (!_backlog.CanEverTake(call))
        {
            throw new WorkbenchException(ErrorKind.TooLarge, "log_small", string.Create(CultureInfo.InvariantCulture,
                $"The endpoint answers only after logging, and the call's {entries.Count} rows exceed the backlog of the log (Serving:LogBacklog, " +
                $"Serving:LogBacklogBytes). Send several calls."));
        }

        if (!_backlog.TryAdd(call))
        {
            throw Unavailable("log_full",
                $"The endpoint answers only after logging, and the log cannot accept more rows: {(_stopped ? "the server stops" : Reason)}. Try again later.");
        }

        if (!await call.IsWrittenWithinAsync(_patience, _clock, cancellationToken))
        {
            throw Unavailable("log_late", string.Create(CultureInfo.InvariantCulture,
                $"The endpoint answers only after logging, and the prediction was not logged within {_patience.TotalSeconds} s: {Reason}. " +
                $"Try again later."));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.Run(WriteAllAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>The stopping server still answers, so there is nothing to do yet.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called after the last answer. Accepts no more calls and writes all queued rows, regardless of the time the server took to stop.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        _backlog.Close();
        while (!_writing.IsCompleted && !_ended)
        {
            var before = Batches;
            await Task.WhenAny(_writing, Task.Delay(LastPatience, _clock, CancellationToken.None));
            _ended = !_writing.IsCompleted && Batches == before;
        }

        if (_ended)
        {
            _logger.LogError("The server ends before all predictions are logged: {Reason}", Reason);
            return;
        }

        await _writing;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static WorkbenchException ReadOnly() => new(ErrorKind.Unavailable, "storage_read_only",
        "The endpoint answers only after logging, and the damaged database is read-only. An administrator must restore a backup.");

    private static WorkbenchException Unavailable(string code, string message, Exception? inner = null) =>
        new(ErrorKind.Unavailable, code, message, inner: inner) { RetryAfter = RetryAfter };

    private async Task WriteAllAsync()
    {
        var said = 0L;
        while (!_ended && await _backlog.Calls.WaitToReadAsync())
        {
            var batch = await CollectAsync();
            var (isLast, refusals) = (!_backlog.Calls.TryPeek(out _), FailedAttempts);
            await WriteAsync(batch);
            batch.ForEach(_backlog.Release);
            if (Dropped is var dropped && dropped > said)
            {
                _logger.LogWarning("{Dropped} predictions since the start were answered but not logged: {Reason}", dropped, Reason);
                said = dropped;
            }

            // Until the waiting rows are written, a full backlog is attributed to the refusal.
            if (_refusal is not null && isLast && refusals == FailedAttempts)
            {
                _refusal = null;
                _logger.LogInformation("All predictions that waited are logged");
            }
        }

        if (Dropped > said)
        {
            _logger.LogWarning("{Dropped} predictions since the start were answered but not logged", Dropped);
        }
    }

    private async Task<List<CallToLog>> CollectAsync()
    {
        var batch = new List<CallToLog>();
        var rows = 0;
        var bytes = 0L;
        // If a caller waits for an answer, the waiting rows are written immediately.
        var isAwaited = false;
        using var deadline = new CancellationTokenSource(LongestCollection, _clock);
        try
        {
            do
            {
                while (rows < MaximumBatchRows && bytes < MaximumBatchBytes && _backlog.Calls.TryRead(out var call))
                {
                    batch.Add(call);
                    rows += call.Entries.Count;
                    bytes += call.Bytes;
                    isAwaited |= call.IsAwaited;
                }
            }
            while (!isAwaited && rows < BatchRows && bytes < MaximumBatchBytes && await _backlog.Calls.WaitToReadAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            // The time is over: a small batch must not wait for more rows.
        }

        return batch;
    }

    /// <summary>Retries until the calls are written. A database locked by another program accepts them later.</summary>
    private async Task WriteAsync(List<CallToLog> calls)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                if (await TryCommitAsync([.. calls.Where(call => !call.IsGivenUp)]))
                {
                    calls.ForEach(call => call.SetWritten());
                    return;
                }

                continue;
            }
            catch (Exception failure)
            {
                var refusal = StorageFailure.Find(failure);
                if (refusal is null && calls.Count > 1 && _damage.Found is null)
                {
                    await WriteOneByOneAsync(calls);
                    return;
                }

                if (refusal is null || _ended || _damage.Found is not null)
                {
                    GiveUp(calls, failure);
                    return;
                }

                Note(refusal, failure);
            }

            await Task.Delay(pause, _clock);
        }
    }

    /// <summary>A call that cannot be written must not make others fail.</summary>
    private async Task WriteOneByOneAsync(List<CallToLog> calls)
    {
        foreach (var call in calls)
        {
            await WriteAsync([call]);
        }
    }

    /// <summary>Returns false if a call was given up in the meantime. Nothing is written then.</summary>
    private async Task<bool> TryCommitAsync(List<CallToLog> calls)
    {
        if (calls.Count == 0)
        {
            return true;
        }

        var batches = PredictionBatch.Of(calls.SelectMany(call => call.Entries));
        await using var db = await _contexts.CreateDbContextAsync(CancellationToken.None);
        await db.Dialect.LimitWaitAsync(db, LongestAttempt, CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.PredictionBatches.AddRange(batches);
        await db.SaveChangesAsync();
        var isCommitted = false;
        try
        {
            if (calls.TrueForAll(call => call.TryCommit()))
            {
                await transaction.CommitAsync();
                isCommitted = true;
                Batches++;
            }
        }
        finally
        {
            if (!isCommitted)
            {
                calls.ForEach(call => call.SetNotCommitted());
            }
        }

        return isCommitted;
    }

    private void Note(WorkbenchException refusal, Exception failure)
    {
        if (_refusal != refusal.Code)
        {
            _refusal = refusal.Code;
            _logger.LogWarning(failure, "Predictions wait to be logged, and the write is repeated: {Reason}", Reason);
        }

        FailedAttempts++;
    }

    private void GiveUp(List<CallToLog> calls, Exception failure)
    {
        var rows = calls.Where(call => !call.IsAwaited).Sum(call => call.Entries.Count);
        Interlocked.Add(ref _dropped, rows);
        _logger.LogError(failure, "{Calls} calls could not be logged; {Rows} of their predictions were answered", calls.Count, rows);
        calls.ForEach(call => call.SetFailed(_damage.Found is not null
            ? ReadOnly()
            : Unavailable("log_failed", "The endpoint answers only after logging, and the prediction could not be logged. Try again. The server's log has the cause.", failure)));
    }
}
