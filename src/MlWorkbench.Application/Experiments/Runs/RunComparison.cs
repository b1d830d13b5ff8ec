namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A comparison of runs side by side. Every list of cells is in the order of <see cref="Runs"/>.</summary>
/// <param name="BaseId">The run that the others are compared with.</param>
/// <param name="OnTestSplit">True for values of the test split. False for validation rows, because a run has no evaluation on the test split.</param>
/// <param name="Metric">Stable name of the base's search metric.</param>
/// <param name="Cautions">Sentences: the reasons why these runs are hard to compare.</param>
public sealed record RunComparison(
    Guid BaseId,
    bool OnTestSplit,
    string Metric,
    IReadOnlyList<ComparedRun> Runs,
    IReadOnlyList<ComparedMetric> Metrics,
    IReadOnlyList<ComparedParameter> Parameters,
    IReadOnlyList<ComparedSegment> Segments,
    IReadOnlyList<string> Cautions);
