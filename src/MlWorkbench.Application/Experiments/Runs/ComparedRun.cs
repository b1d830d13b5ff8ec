using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run in the comparison.</summary>
/// <param name="Verdict">A sentence about the run against the base. Null for the base itself, and if the two share no metric.</param>
/// <param name="Paired">True if it was compared with the base row by row on the same test rows; false if by intervals. Null for the base.</param>
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
