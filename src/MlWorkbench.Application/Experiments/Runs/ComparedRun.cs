using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run among those compared.</summary>
/// <param name="Verdict">How it does against the base, in a sentence; null for the base itself and where the two share no metric.</param>
/// <param name="Paired">It was compared with the base row by row on the same test rows; false: by intervals; null for the base.</param>
public sealed record ComparedRun(
    Guid Id,
    int Number,
    string Title,
    string Trainer,
    Guid ExperimentId,
    string ExperimentName,
    string Dataset,
    int DatasetVersion,
    double Seconds,
    string? Verdict,
    ComparisonOutcome Outcome,
    bool? Paired);
