namespace MlWorkbench.Engine.Experiments.Splits;

/// <summary>Rows to train on and separate rows to evaluate on.</summary>
public sealed record Fold(int[] Train, int[] Validation);
