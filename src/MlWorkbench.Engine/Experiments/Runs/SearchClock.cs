namespace MlWorkbench.Engine.Experiments.Runs;

/// <summary>The wall time of a search and its budget.</summary>
/// <param name="spent">Time spent before this clock started, for example on reading the data.</param>
public sealed class SearchClock(TimeProvider time, TimeSpan budget, TimeSpan spent = default)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan Budget { get; } = budget;

    public TimeSpan Elapsed => time.GetElapsedTime(_start) + spent;

    public TimeSpan Remaining => Budget - Elapsed;
}
