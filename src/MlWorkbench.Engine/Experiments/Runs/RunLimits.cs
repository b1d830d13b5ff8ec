namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>Time limits of a run. A run over its limit returns its best model so far.</summary>
/// <param name="Deadline">Deadline on the search's clock.</param>
/// <param name="Threads">Number of threads for training.</param>
/// <param name="Stop">Signals that the user requested a stop.</param>
public sealed record RunLimits(SearchClock Clock, TimeSpan Deadline, int Threads, CancellationToken Stop)
{
    public bool IsOver => Stop.IsCancellationRequested || Clock.Elapsed >= Deadline;

    public bool IsBudgetSpent => Stop.IsCancellationRequested || Clock.Remaining <= TimeSpan.Zero;

    public TimeSpan Remaining => Deadline - Clock.Elapsed;

    /// <summary>The same limits with time reserved for the steps after training.</summary>
    public RunLimits Keeping(TimeSpan time) => this with { Deadline = Deadline - time };
}
