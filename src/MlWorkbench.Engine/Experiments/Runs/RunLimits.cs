namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>How long a run may go on. A run that is over keeps the best model it has so far.</summary>
/// <param name="Deadline">On the search's clock.</param>
/// <param name="Threads">Threads that training may use.</param>
/// <param name="Stop">The user asked to stop.</param>
public sealed record RunLimits(SearchClock Clock, TimeSpan Deadline, int Threads, CancellationToken Stop)
{
    public bool IsOver => Stop.IsCancellationRequested || Clock.Elapsed >= Deadline;

    public bool IsBudgetSpent => Stop.IsCancellationRequested || Clock.Remaining <= TimeSpan.Zero;

    public TimeSpan Remaining => Deadline - Clock.Elapsed;

    /// <summary>The same with time kept for what comes after training.</summary>
    public RunLimits Keeping(TimeSpan time) => this with { Deadline = Deadline - time };
}
