using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run in the comparison.</summary>
public sealed record ComparedRun
{
    public required Guid Id { get; init; }

    public required int Number { get; init; }

    public required string Title { get; init; }

    public required string Trainer { get; init; }

    public required Guid ExperimentId { get; init; }

    public required string ExperimentName { get; init; }

    public required string Dataset { get; init; }

    public required int DatasetVersion { get; init; }

    public required double Seconds { get; init; }

    /// <summary>A sentence about the run against the base. Null for the base itself, and if the two share no metric.</summary>
    public required string? Verdict { get; init; }

    public required ComparisonOutcome Outcome { get; init; }

    /// <summary>True if it was compared with the base row by row on the same test rows; false if by intervals. Null for the base.</summary>
    public required bool? Paired { get; init; }
}
