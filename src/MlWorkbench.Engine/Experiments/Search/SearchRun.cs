using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>A run of the leaderboard with the data that the search needs later.</summary>
/// <param name="OutOfFold">Out-of-fold predictions. Null for a run without a model.</param>
/// <param name="Predictor">
/// The model: the bag of fold models, or the model of the last fold. Null for a run without one, or if only its file is stored.
/// </param>
public sealed record SearchRun(RunResult Result, Predictions? OutOfFold, Predictor? Predictor)
{
    public int Number => Result.Number;

    public bool IsCompleted => Result.State == RunState.Completed && OutOfFold is not null && Result.Validation is not null;
}
