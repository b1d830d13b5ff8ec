namespace MlWorkbench.Application.Jobs;

/// <summary>What a running job knows of its own row.</summary>
public sealed class JobContext
{
    private volatile string? _text;
    private double _fraction = double.NaN;

    /// <param name="attempt">1 for the first try; more after a crash or restart.</param>
    public JobContext(Guid jobId, int attempt)
    {
        JobId = jobId;
        Attempt = attempt;
    }

    public Guid JobId { get; }

    public int Attempt { get; }

    /// <summary>True when a person asked to stop; false while running, and when the server shuts down.</summary>
    public bool StopRequested { get; internal set; }

    internal string? Text => _text;

    internal double? Fraction => double.IsNaN(Volatile.Read(ref _fraction)) ? null : Volatile.Read(ref _fraction);

    /// <summary>Says how far the work is; written to the row with the next heartbeat, so calls are cheap.</summary>
    public void Report(double? fraction, string text)
    {
        Volatile.Write(ref _fraction, fraction ?? double.NaN);
        _text = text;
    }
}
