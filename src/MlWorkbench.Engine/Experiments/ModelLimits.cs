namespace MlWorkbench.Engine.Experiments;

/// <summary>Limits of a model and its training.</summary>
/// <param name="MaxMicrosecondsPerRow">Maximum time to score one row on the training machine. Slower models cannot win or become part of a blend.</param>
/// <param name="Interpretable">Whether only interpretable models are allowed: one linear model, no blend.</param>
/// <param name="MaxMemoryMegabytes">Limit of resident memory at which training is ended.</param>
public sealed record ModelLimits(double? MaxMicrosecondsPerRow = null, bool Interpretable = false, int? MaxMemoryMegabytes = null)
{
    /// <summary>A bag of fold models is as slow as all of them together, and is not interpretable.</summary>
    public bool WantsOneModel => Interpretable || MaxMicrosecondsPerRow is not null;

    /// <exception cref="EngineException">A limit is out of range, or no selected trainer can meet it.</exception>
    public void Check(IReadOnlyList<string>? trainers)
    {
        if (MaxMicrosecondsPerRow is { } slowest && !(slowest > 0))
        {
            throw new EngineException("latency_out_of_range", "The maximum time per row must be more than 0 microseconds.");
        }

        if (MaxMemoryMegabytes is < 100)
        {
            throw new EngineException("memory_out_of_range", $"Training may use {MaxMemoryMegabytes} MB of memory; at least 100 MB are needed.");
        }

        if (Interpretable && trainers is { Count: > 0 } && !trainers.Any(TrainerFamilies.Interpretable.Contains))
        {
            throw new EngineException(
                "not_interpretable",
                $"None of the chosen trainers creates interpretable models. Choose one of: {string.Join(", ", TrainerFamilies.Interpretable)}.");
        }
    }

    /// <summary>Whether a run is within the time limit. The baseline always is, because it is the last resort.</summary>
    public bool Allow(RunResult run) => run.Trainer == TrainerFamilies.Baseline || !(run.MicrosecondsPerRow > MaxMicrosecondsPerRow);
}
