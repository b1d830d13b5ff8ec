namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A hyper-parameter across the compared runs.</summary>
/// <param name="Values">Null if the run has no such parameter.</param>
/// <param name="Differs">False if all runs have the same value.</param>
public sealed record ComparedParameter(string Name, IReadOnlyList<string?> Values, bool Differs);
