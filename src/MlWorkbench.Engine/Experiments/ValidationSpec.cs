namespace MlWorkbench.Engine.Experiments;

/// <summary>Validation settings of an experiment.</summary>
/// <param name="Folds">Number of folds for k-fold and group, 2 to 20.</param>
/// <param name="Column">The time or the group column, if the kind requires one.</param>
/// <param name="TestFraction">Share of rows set aside for the final test, 0 to 0.5 (0: no test split). If null, 0.2.</param>
public sealed record ValidationSpec(ValidationKind Kind = ValidationKind.Auto, int? Folds = null, string? Column = null, double? TestFraction = null);
