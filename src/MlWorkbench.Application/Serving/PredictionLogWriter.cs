using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>
/// Writes predictions to the log behind the answers, in batches. The backlog is bounded in rows and bytes; what does not fit is dropped and counted.
/// A batch that the database refuses is tried again until it is written.
/// </summary>
public sealed class PredictionLogWriter : IHostedLifecycleService
{
    private const int BatchRows = 100;
    private const int MaximumBatchRows = 1_000;
    private const long MaximumBatchBytes = 16_000_000;

    /// <summary>Attempts to write a batch once the server has stopped.</summary>
    private const int LastAttempts = 3;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly IDbContextFactory<WorkbenchDbContext> _contexts;
    private readonly TimeProvider _clock;
    private readonly ILogger<PredictionLogWriter> _logger;
    private readonly Channel<WaitingPrediction> _channel;
    private readonly long _mostBytes;
    private Task _writing = Task.CompletedTask;
    private volatile string? _failure;
    private volatile bool _stopped;
    private long _dropped;
    private long _bytes;

    public PredictionLogWriter(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<ServingOptions> options, TimeProvider clock, ILogger<PredictionLogWriter> logger)
    {
        _contexts = contexts;
        _clock = clock;
        _logger = logger;
        _mostBytes = options.Value.LogBacklogBytes;
        _channel = Channel.CreateBounded<WaitingPrediction>(new BoundedChannelOptions(options.Value.LogBacklog) { SingleReader = true });
    }

    /// <summary>Predictions since the start that were answered but not logged.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Transactions since the start.</summary>
    internal int Batches { get; private set; }

    /// <summary>Transactions since the start that the database refused.</summary>
    internal int FailedAttempts { get; private set; }

    /// <summary>Takes the entries if there is room for them; returns at once.</summary>
    internal void Append(ReadOnlySpan<PredictionLogEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (!TryTake(entry, null))
            {
                Interlocked.Increment(ref _dropped);
            }
        }
    }

    /// <summary>Takes the entries and returns when all of them are committed.</summary>
    /// <exception cref="WorkbenchException">There is no room for them, or they could not be written.</exception>
    internal async Task AppendAndWaitAsync(IReadOnlyList<PredictionLogEntry> entries, CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < entries.Count; i++)
        {
            if (!TryTake(entries[i], i == entries.Count - 1 ? written : null))
            {
                throw new WorkbenchException(ErrorKind.Unavailable, "log_full", $"The model answers only what is logged, and the log has no room now: {Reason}. Try again later.") { RetryAfter = LongestPause };
            }
        }

        await written.Task.WaitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.Run(WriteAllAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Answers are still given while the server stops, so there is nothing to do yet.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the last answer: takes no more and writes everything taken, however long the rest of the server took to stop.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        _channel.Writer.TryComplete();
        return _writing;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Reason => _failure is { } failure ? $"the database refuses them ({failure})" : "predictions come faster than they can be written";

    private bool TryTake(PredictionLogEntry entry, TaskCompletionSource? written)
    {
        var waiting = new WaitingPrediction(entry, written);
        if (Interlocked.Add(ref _bytes, waiting.Bytes) <= _mostBytes && _channel.Writer.TryWrite(waiting))
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -waiting.Bytes);
        return false;
    }

    private async Task WriteAllAsync()
    {
        var said = 0L;
        while (await _channel.Reader.WaitToReadAsync())
        {
            var batch = await CollectAsync();
            await WriteAsync(batch);
            Interlocked.Add(ref _bytes, -batch.Sum(waiting => waiting.Bytes));
            if (Dropped is var dropped && dropped > said)
            {
                _logger.LogWarning("{Dropped} predictions since the start were answered but not logged: {Reason}", dropped, Reason);
                said = dropped;
            }

            _failure = null;
        }
    }

    private async Task<List<WaitingPrediction>> CollectAsync()
    {
        var batch = new List<WaitingPrediction>(BatchRows);
        var bytes = 0L;
        // Where somebody waits for an answer, what is there goes at once.
        var isAwaited = false;
        using var deadline = new CancellationTokenSource(LongestWait, _clock);
        try
        {
            do
            {
                while (batch.Count < MaximumBatchRows && bytes < MaximumBatchBytes && _channel.Reader.TryRead(out var waiting))
                {
                    batch.Add(waiting);
                    bytes += waiting.Bytes;
                    isAwaited |= waiting.Written is not null;
                }
            }
            while (!isAwaited && batch.Count < BatchRows && bytes < MaximumBatchBytes && await _channel.Reader.WaitToReadAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            // Long enough: few predictions must not wait for more.
        }

        return batch;
    }

    /// <summary>Tries until the batch is written: a database that another program holds takes it later.</summary>
    private async Task WriteAsync(List<WaitingPrediction> batch)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = await _contexts.CreateDbContextAsync();
                db.PredictionLog.AddRange(batch.Select(waiting => waiting.Entry));
                await db.SaveChangesAsync();
                Batches++;
                batch.ForEach(waiting => waiting.Written?.TrySetResult());
                return;
            }
            catch (Exception failure) when (failure is DbUpdateException or Microsoft.Data.Sqlite.SqliteException)
            {
                var refusal = StorageFailure.Find(failure);
                if (refusal is null || (_stopped && attempt >= LastAttempts))
                {
                    GiveUp(batch, failure);
                    return;
                }

                FailedAttempts++;
                _failure = refusal.Code;
                _logger.LogWarning(failure, "{Count} predictions could not be logged at attempt {Attempt} and are tried again in {Pause} s", batch.Count, attempt, pause.TotalSeconds);
            }

            await Task.Delay(pause, _clock);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private void GiveUp(List<WaitingPrediction> batch, Exception failure)
    {
        Interlocked.Add(ref _dropped, batch.Count);
        _logger.LogError(failure, "{Count} predictions could not be logged", batch.Count);
        batch.ForEach(waiting => waiting.Written?.TrySetException(new WorkbenchException(ErrorKind.Unavailable, "log_failed", "The model answers only what is logged, and the prediction could not be logged. Try again; the server's log has the cause.", inner: failure)));
    }
}
