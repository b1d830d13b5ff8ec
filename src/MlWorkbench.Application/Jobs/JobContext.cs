using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Jobs;

/// <summary>The parts of a running job's row that the job itself uses.</summary>
public sealed class JobContext
{
    private readonly JobTransitions _transitions;
    private volatile Statement? _activity;
    private double _fraction = double.NaN;

    internal JobContext(JobLease lease, JobTransitions transitions) => (Lease, _transitions) = (lease, transitions);

    public Guid JobId => Lease.JobId;

    /// <summary>True if a person requested a stop. False while running, and when the server shuts down.</summary>
    public bool StopRequested { get; internal set; }

    internal JobLease Lease { get; }

    /// <summary>Another attempt has taken over the job.</summary>
    internal bool IsLost { get; set; }

    /// <summary>The job ended itself with its result.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>The progress in the job's row.</summary>
    internal (double? Fraction, Statement? Activity) WrittenProgress { get; set; }

    internal Statement? Activity => _activity;

    internal double? Fraction => double.IsNaN(Volatile.Read(ref _fraction)) ? null : Volatile.Read(ref _fraction);

    /// <summary>Reports the progress. It is written with the next heartbeat, so calls are cheap.</summary>
    /// <param name="activity">The current activity; <see cref="JobProgressText"/> forms its sentence.</param>
    public void Report(double? fraction, Statement activity)
    {
        Volatile.Write(ref _fraction, fraction ?? double.NaN);
        _activity = activity;
    }

    /// <summary>Writes rows while the job runs. Use it for every write, so that an attempt whose job was taken over changes nothing.</summary>
    /// <exception cref="JobLostException">Another attempt has taken over the job.</exception>
    internal Task WriteAsync(Func<WorkbenchDbContext, Task> write, CancellationToken cancellationToken) => _transitions.WriteAsync(Lease, write, cancellationToken);

    /// <summary>Ends the job and writes its result in one transaction. A job that does not call it ends without a result when it returns.</summary>
    /// <exception cref="JobLostException">Another attempt has taken over the job.</exception>
    internal async Task EndAsync(JobState state, Statement? reason, Func<WorkbenchDbContext, Task> write, CancellationToken cancellationToken)
    {
        await _transitions.EndAsync(this, state, reason, write, cancellationToken);
        HasEnded = true;
    }
}
