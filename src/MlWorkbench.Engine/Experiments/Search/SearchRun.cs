using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>A run of the leaderboard with what the rest of the search needs of it.</summary>
/// <param name="OutOfFold">Null for a run without a model.</param>
/// <param name="Predictor">Its model: the bag of its fold models, or the model of its last fold. Null for a run without one, and where only its file is kept.</param>
public sealed record SearchRun(RunResult Result, Predictions? OutOfFold, Predictor? Predictor)
{
    public int Number => Result.Number;

    public bool IsCompleted => Result.State == RunState.Completed && OutOfFold is not null && Result.Validation is not null;
}
