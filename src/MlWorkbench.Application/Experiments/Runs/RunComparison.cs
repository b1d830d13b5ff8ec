namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A comparison of runs side by side. Every list of cells is in the order of <see cref="Runs"/>.</summary>
public sealed record RunComparison
{
    /// <summary>The run that the others are compared with.</summary>
    public required Guid BaseId { get; init; }

    /// <summary>True for values of the test split. False for validation rows, because a run has no evaluation on the test split.</summary>
    public required bool OnTestSplit { get; init; }

    /// <summary>Stable name of the base's search metric.</summary>
    public required string Metric { get; init; }

    public required IReadOnlyList<ComparedRun> Runs { get; init; }

    public required IReadOnlyList<ComparedMetric> Metrics { get; init; }

    public required IReadOnlyList<ComparedParameter> Parameters { get; init; }

    public required IReadOnlyList<ComparedSegment> Segments { get; init; }

    /// <summary>Sentences: the reasons why these runs are hard to compare.</summary>
    public required IReadOnlyList<string> Cautions { get; init; }
}
