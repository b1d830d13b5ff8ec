namespace MlWorkbench.Application.Jobs;

/// <summary>The parts of a running job's row that the job itself uses.</summary>
public sealed class JobContext
{
    private volatile string? _text;
    private double _fraction = double.NaN;

    /// <param name="attempt">1 for the first attempt; more after a crash or restart.</param>
    public JobContext(Guid jobId, int attempt)
    {
        JobId = jobId;
        Attempt = attempt;
    }

    public Guid JobId { get; }

    public int Attempt { get; }

    /// <summary>True if a person requested a stop. False while running, and when the server shuts down.</summary>
    public bool StopRequested { get; internal set; }

    internal string? Text => _text;

    internal double? Fraction => double.IsNaN(Volatile.Read(ref _fraction)) ? null : Volatile.Read(ref _fraction);

    /// <summary>Reports the progress. It is written with the next heartbeat, so calls are cheap.</summary>
    public void Report(double? fraction, string text)
    {
        Volatile.Write(ref _fraction, fraction ?? double.NaN);
        _text = text;
    }
}
