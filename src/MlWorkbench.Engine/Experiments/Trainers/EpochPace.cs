using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>How far a training by epochs is: by their number or, where time is shorter, by the time that is gone, so that it always comes to its end.</summary>
/// <param name="isTimed">False: only the number of epochs counts, so that the same seed gives the same model.</param>
internal sealed class EpochPace(int epochs, RunLimits limits, bool isTimed)
{
    private readonly TimeSpan _started = limits.Clock.Elapsed;
    private double _done;

    /// <summary>Epochs begun.</summary>
    public int Epoch { get; private set; }

    /// <summary>How far training is at the start and at the end of the next epoch, from 0 to 1; null when it is done or its time is up.</summary>
    public (double Start, double End)? Next()
    {
        if (_done >= 1 || limits.IsOver)
        {
            return null;
        }

        var start = _done;
        var step = 1.0 / epochs;
        if (isTimed && Epoch > 0)
        {
            // Each epoch takes about what those before took of the time that there is.
            var gone = (limits.Clock.Elapsed - _started) / (limits.Deadline - _started);
            step = Math.Max(step, Math.Min(1, gone / Epoch * (1 - start) / Math.Max(1e-9, 1 - gone)));
        }

        Epoch++;
        // An epoch that would leave less than half of another is the last.
        _done = start + step > 1 - (step / 2) ? 1 : start + step;
        return (start, _done);
    }
}
