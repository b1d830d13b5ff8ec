namespace MlWorkbench.Engine.Experiments;

/// <summary>What a model and its training may cost.</summary>
/// <param name="MaxMicrosecondsPerRow">Longest time that scoring one row may take on the training machine; slower models cannot win or become part of a blend.</param>
/// <param name="Interpretable">Only models whose weights a person can read: one linear model, no blend.</param>
/// <param name="MaxMemoryMegabytes">Resident memory from which training is ended.</param>
public sealed record ModelLimits(double? MaxMicrosecondsPerRow = null, bool Interpretable = false, int? MaxMemoryMegabytes = null)
{
    /// <summary>A bag of fold models is as slow as all of them, and no one model to read.</summary>
    public bool WantsOneModel => Interpretable || MaxMicrosecondsPerRow is not null;

    /// <exception cref="EngineException">A limit is out of range, or no wanted trainer can keep it.</exception>
    public void Check(IReadOnlyList<string>? trainers)
    {
        if (MaxMicrosecondsPerRow is { } slowest && !(slowest > 0))
        {
            throw new EngineException("latency_out_of_range", "The longest time per row must be more than 0 microseconds.");
        }

        if (MaxMemoryMegabytes is < 100)
        {
            throw new EngineException("memory_out_of_range", $"Training may use {MaxMemoryMegabytes} MB of memory; at least 100 MB are needed.");
        }

        if (Interpretable && trainers is { Count: > 0 } && !trainers.Any(TrainerFamilies.Interpretable.Contains))
        {
            throw new EngineException("not_interpretable", $"None of the chosen trainers makes interpretable models. Take one of: {string.Join(", ", TrainerFamilies.Interpretable)}.");
        }
    }

    /// <summary>Whether a run keeps the limit of time; the baseline is the last resort and always does.</summary>
    public bool Allow(RunResult run) => run.Trainer == TrainerFamilies.Baseline || !(run.MicrosecondsPerRow > MaxMicrosecondsPerRow);
}
