namespace MlWorkbench.Engine.Reports;

/// <summary>One step in the lineage of a model: <c>Experiment</c>, <c>Churn of customers, seed 1, by Ada</c>.</summary>
public sealed record LineageEntry(string Step, string Text);
