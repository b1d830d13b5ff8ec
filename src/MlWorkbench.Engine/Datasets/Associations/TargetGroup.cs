namespace MlWorkbench.Engine.Datasets.Associations;

/// <summary>The target in the rows of one bin or level of a column.</summary>
/// <param name="Label">A level, a range of numbers or dates, or <c>missing</c>.</param>
/// <param name="Rows">Rows with a target in the group.</param>
/// <param name="Value">Share of the selected class, or the mean of a number.</param>
/// <param name="Low">Lower end of the 95 % interval: Wilson's for a share, the normal interval for a mean.</param>
public sealed record TargetGroup(string Label, long Rows, double Value, double Low, double High);
