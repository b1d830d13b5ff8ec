using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Targets;

/// <summary>What there is to predict, read from the target column.</summary>
/// <param name="Classes">Labels as spelled in the data, in the order of the probabilities (binary: the positive class second); empty for regression.</param>
/// <param name="LabelledRows">Rows of the table that have a target, in order.</param>
/// <param name="Actuals">The target of the labelled rows.</param>
/// <param name="Findings">Sentences on what was inferred and why.</param>
public sealed record Target(
    string Column,
    ModelTask Task,
    IReadOnlyList<string> Classes,
    string? PositiveClass,
    int[] LabelledRows,
    Actuals Actuals,
    IReadOnlyList<string> Findings);
