namespace MlWorkbench.Application.Serving;

/// <summary>The rows of one call on their way to the log. They are queued, committed and lost together.</summary>
internal sealed class CallToLog(IReadOnlyList<PredictionToLog> entries, bool isAwaited)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource? _written = isAwaited ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
    private TaskCompletionSource? _commit;
    private bool _isGivenUp;

    public IReadOnlyList<PredictionToLog> Entries { get; } = entries;

    /// <summary>Estimate of the rows' memory.</summary>
    public long Bytes { get; } = entries.Sum(entry => entry.Bytes);

    /// <summary>True if an answer waits for the rows.</summary>
    public bool IsAwaited { get; } = isAwaited;

    /// <summary>True if the caller was refused or has disconnected. Without an answer, nothing needs to be logged.</summary>
    public bool IsGivenUp
    {
        get
        {
            lock (_gate)
            {
                return _isGivenUp;
            }
        }
    }

    /// <summary>Returns true when the rows are committed. Returns false after the timeout, and abandons the call.</summary>
    /// <exception cref="OperationCanceledException">The caller has disconnected. The call is abandoned.</exception>
    /// <exception cref="WorkbenchException">The rows could not be written.</exception>
    public async Task<bool> IsWrittenWithinAsync(TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await _written!.Task.WaitAsync(patience, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            // A commit under way is awaited, because a refusal must not be followed by the rows.
            while (GiveUp() is { } underWay)
            {
                await Task.WhenAny(_written!.Task, underWay);
                if (_written.Task.IsCompleted)
                {
                    await _written.Task;
                    return true;
                }
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            _ = GiveUp();
            throw;
        }
    }

    /// <summary>Announces a commit of the rows. Returns false if the call was given up, so that its rows must not be committed.</summary>
    public bool TryCommit()
    {
        lock (_gate)
        {
            _commit ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return !_isGivenUp;
        }
    }

    /// <summary>Ends an announced commit that failed.</summary>
    public void SetNotCommitted()
    {
        lock (_gate)
        {
            _commit?.SetResult();
            _commit = null;
        }
    }

    public void SetWritten() => _written?.TrySetResult();

    public void SetFailed(WorkbenchException refusal) => _written?.TrySetException(refusal);

    /// <returns>The end of what prevents it: a commit under way, or the outcome. Null if the call is given up.</returns>
    private Task? GiveUp()
    {
        lock (_gate)
        {
            if (_commit is null && !_written!.Task.IsCompleted)
            {
                _isGivenUp = true;
                return null;
            }

            return _commit?.Task ?? _written!.Task;
        }
    }
}
