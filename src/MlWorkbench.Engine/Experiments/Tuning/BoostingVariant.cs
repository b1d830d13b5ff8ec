namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>What a local step keeps of its parent.</summary>
/// <param name="ExtraTrees">Random split thresholds (Geurts, Ernst and Wehenkel 2006).</param>
/// <param name="Objective">LightGBM's name of the loss; null for the task's own.</param>
internal sealed record BoostingVariant(bool ExtraTrees, string? Objective = null);
