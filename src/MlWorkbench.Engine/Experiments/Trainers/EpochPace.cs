using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Progress of a training by epochs: by their number or, if time is shorter, by elapsed time, so that it always completes.</summary>
/// <param name="isTimed">If false, only the number of epochs counts, so that equal seeds give equal models.</param>
internal sealed class EpochPace(int epochs, RunLimits limits, bool isTimed)
{
    private readonly TimeSpan _started = limits.Clock.Elapsed;
    private double _done;

    /// <summary>Number of started epochs.</summary>
    public int Epoch { get; private set; }

    /// <summary>Progress at the start and at the end of the next epoch, from 0 to 1. Null if training is complete or its time ran out.</summary>
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
            // Assumes that each epoch takes the mean time of the previous ones.
            var gone = (limits.Clock.Elapsed - _started) / (limits.Deadline - _started);
            step = Math.Max(step, Math.Min(1, gone / Epoch * (1 - start) / Math.Max(1e-9, 1 - gone)));
        }

        Epoch++;
        // An epoch that would leave time for less than half of another is the last.
        _done = start + step > 1 - (step / 2) ? 1 : start + step;
        return (start, _done);
    }
}
