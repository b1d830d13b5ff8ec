namespace MlWorkbench.Application.Jobs;

/// <summary>Estimates the time left of a job from its start and its progress.</summary>
internal sealed class TimeLeft(TimeProvider clock)
{
    /// <summary>Earlier than this, the speed is not known.</summary>
    private const double ShareBeforeEstimate = 0.1;

    /// <summary>From this on, the time left is shown in minutes.</summary>
    private const double SecondsShown = 90;

    private static readonly TimeSpan TimeBeforeEstimate = TimeSpan.FromSeconds(3);

    private readonly long _started = clock.GetTimestamp();

    /// <summary>Returns either the seconds or the minutes. Both are null while the speed is not known.</summary>
    /// <param name="fraction">The completed share, 0 to 1.</param>
    public (double? Seconds, double? Minutes) At(double fraction)
    {
        var elapsed = clock.GetElapsedTime(_started);
        if (elapsed < TimeBeforeEstimate || fraction < ShareBeforeEstimate)
        {
            return (null, null);
        }

        var left = elapsed.TotalSeconds * (1 - fraction) / fraction;
        return left < SecondsShown ? (Math.Max(5, Math.Ceiling(left / 5) * 5), null) : (null, Math.Ceiling(left / 60));
    }
}
