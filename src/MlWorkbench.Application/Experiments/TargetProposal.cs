using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Experiments;

/// <summary>What a target column lets one predict.</summary>
/// <param name="Metric">Stable name of the metric that is proposed for the task.</param>
/// <param name="Classes">In the order of the probabilities (binary: the positive class second); empty for regression.</param>
/// <param name="Rows">Rows that have a value.</param>
/// <param name="Reasons">Sentences: why this task, this positive class and this metric.</param>
public sealed record TargetProposal(string Target, ModelTask Task, string Metric, IReadOnlyList<string> Classes, string? PositiveClass, int Rows, IReadOnlyList<string> Reasons);
