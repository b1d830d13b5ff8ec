namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Runs side by side. Every list of cells is in the order of <see cref="Runs"/>.</summary>
/// <param name="BaseId">The run that the others are held against.</param>
/// <param name="OnTestSplit">True: the numbers are of the test split; false: of validation rows, because a run was not judged on the test split.</param>
/// <param name="Metric">Stable name of the base's search metric.</param>
/// <param name="Cautions">Sentences: what makes these runs hard to compare.</param>
public sealed record RunComparison(
    Guid BaseId,
    bool OnTestSplit,
    string Metric,
    IReadOnlyList<ComparedRun> Runs,
    IReadOnlyList<ComparedMetric> Metrics,
    IReadOnlyList<ComparedParameter> Parameters,
    IReadOnlyList<ComparedSegment> Segments,
    IReadOnlyList<string> Cautions);
