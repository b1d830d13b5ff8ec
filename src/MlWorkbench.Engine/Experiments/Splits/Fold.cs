namespace MlWorkbench.Engine.Experiments.Splits;

/// <summary>Rows to train on and rows, never among them, to judge on.</summary>
public sealed record Fold(int[] Train, int[] Validation);
