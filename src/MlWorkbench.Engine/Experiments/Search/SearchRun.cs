using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>A run of the leaderboard with what the rest of the search needs of it.</summary>
/// <param name="OutOfFold">Null for a run without a model.</param>
/// <param name="Trained">Null for a run without a model, and for one that an earlier attempt finished.</param>
public sealed record SearchRun(RunResult Result, Predictions? OutOfFold, TrainedRun? Trained)
{
    public int Number => Result.Number;

    public bool IsCompleted => Result.State == RunState.Completed && OutOfFold is not null && Result.Validation is not null;
}
