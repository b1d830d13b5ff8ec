using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Experiments;

/// <summary>The proposed task, metric and classes for a target column.</summary>
/// <param name="Metric">Stable name of the metric proposed for the task.</param>
/// <param name="Classes">In the order of the probabilities (binary: the positive class second). Empty for regression.</param>
/// <param name="Rows">Number of rows with a value.</param>
/// <param name="Reasons">Sentences: the reasons for this task, this positive class and this metric.</param>
public sealed record TargetProposal(
    string Target,
    ModelTask Task,
    string Metric,
    IReadOnlyList<string> Classes,
    string? PositiveClass,
    int Rows,
    IReadOnlyList<string> Reasons);
