using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Targets;

/// <summary>The target, as read from its column.</summary>
/// <param name="Classes">
/// Labels as spelled in the data, in the order of the probabilities (binary: the positive class is second). Empty for regression.
/// </param>
/// <param name="LabelledRows">Rows of the table that have a target, in ascending order.</param>
/// <param name="Actuals">The target of the labelled rows.</param>
/// <param name="Findings">The inferences and their reasons.</param>
public sealed record Target(
    string Column,
    ModelTask Task,
    IReadOnlyList<string> Classes,
    string? PositiveClass,
    int[] LabelledRows,
    Actuals Actuals,
    IReadOnlyList<Statement> Findings)
{
    /// <summary>The outputs of models for this target.</summary>
    public OutputShape Shape => Actuals.Shape;
}
