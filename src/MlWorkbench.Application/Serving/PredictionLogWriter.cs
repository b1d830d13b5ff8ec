using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Writes predictions to the log behind the answers: in batches, never in an answer's way. What does not fit is dropped and counted.</summary>
public sealed class PredictionLogWriter : IHostedLifecycleService
{
    private const int BatchRows = 100;
    private const int MaximumBatchRows = 1_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private readonly IDbContextFactory<WorkbenchDbContext> _contexts;
    private readonly TimeProvider _clock;
    private readonly ILogger<PredictionLogWriter> _logger;
    private readonly Channel<PredictionLogEntry> _channel;
    private Task _writing = Task.CompletedTask;
    private long _dropped;

    public PredictionLogWriter(IDbContextFactory<WorkbenchDbContext> contexts, IOptions<ServingOptions> options, TimeProvider clock, ILogger<PredictionLogWriter> logger)
    {
        _contexts = contexts;
        _clock = clock;
        _logger = logger;
        _channel = Channel.CreateBounded<PredictionLogEntry>(new BoundedChannelOptions(options.Value.LogBacklog) { SingleReader = true });
    }

    /// <summary>Predictions since the start that were answered but not logged.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Transactions since the start.</summary>
    internal int Batches { get; private set; }

    /// <summary>Takes the entries if there is room for them; returns at once.</summary>
    internal void Append(ReadOnlySpan<PredictionLogEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (!_channel.Writer.TryWrite(entry))
            {
                Interlocked.Increment(ref _dropped);
            }
        }
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
        _channel.Writer.TryComplete();
        return _writing;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WriteAllAsync()
    {
        var said = 0L;
        while (await _channel.Reader.WaitToReadAsync())
        {
            await WriteAsync(await CollectAsync());
            if (Dropped is var dropped && dropped > said)
            {
                _logger.LogWarning("{Dropped} predictions since the start were answered but not logged: they came faster than they could be written", dropped);
                said = dropped;
            }
        }
    }

    private async Task<List<PredictionLogEntry>> CollectAsync()
    {
        var batch = new List<PredictionLogEntry>(BatchRows);
        using var deadline = new CancellationTokenSource(LongestWait, _clock);
        try
        {
            do
            {
                while (batch.Count < MaximumBatchRows && _channel.Reader.TryRead(out var entry))
                {
                    batch.Add(entry);
                }
            }
            while (batch.Count < BatchRows && await _channel.Reader.WaitToReadAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            // Long enough: few predictions must not wait for more.
        }

        return batch;
    }

    private async Task WriteAsync(List<PredictionLogEntry> batch)
    {
        try
        {
            await using var db = await _contexts.CreateDbContextAsync();
            db.PredictionLog.AddRange(batch);
            await db.SaveChangesAsync();
            Batches++;
        }
        catch (Exception failure) when (failure is DbUpdateException or Microsoft.Data.Sqlite.SqliteException)
        {
            Interlocked.Add(ref _dropped, batch.Count);
            _logger.LogError(failure, "{Count} predictions could not be logged", batch.Count);
        }
    }
}
