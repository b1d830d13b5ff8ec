using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Targets;

/// <summary>A question about the possible task of a column.</summary>
/// <param name="Task">If null, the task is inferred from the values.</param>
/// <param name="PositiveClass">For binary tasks. If null, it is the class spelled yes, true or 1, or else the rarer one.</param>
public sealed record TargetQuestion(string Column, ModelTask? Task = null, string? PositiveClass = null);
