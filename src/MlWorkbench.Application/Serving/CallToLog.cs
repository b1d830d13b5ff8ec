namespace MlWorkbench.Application.Serving;

/// <summary>The rows of one call on their way to the log. They are queued, committed and lost together.</summary>
internal sealed class CallToLog(IReadOnlyList<PredictionLogEntry> entries, bool isAwaited)
{
    private const int RowBytes = 400;

    private readonly TaskCompletionSource? _written = isAwaited ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;

    public IReadOnlyList<PredictionLogEntry> Entries { get; } = entries;

    /// <summary>Estimate of the rows' memory.</summary>
    public long Bytes { get; } = entries.Sum(entry => RowBytes + (sizeof(char) * (long)entry.Inputs.Length));

    /// <summary>True if an answer waits for the rows.</summary>
    public bool IsAwaited { get; } = isAwaited;

    /// <summary>True if the caller was refused or has disconnected. Without an answer, nothing needs to be logged.</summary>
    public bool IsGivenUp => _written?.Task.IsCanceled == true;

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
            if (_written!.TrySetCanceled(CancellationToken.None))
            {
                return false;
            }

            // The write ended, or failed, at the time of the timeout.
            await _written.Task;
            return true;
        }
        catch (OperationCanceledException)
        {
            _written!.TrySetCanceled(CancellationToken.None);
            throw;
        }
    }

    public void SetWritten() => _written?.TrySetResult();

    public void SetFailed(WorkbenchException refusal) => _written?.TrySetException(refusal);
}
