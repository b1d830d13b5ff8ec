namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A hyper-parameter over the compared runs.</summary>
/// <param name="Values">Null where the run has no such parameter.</param>
/// <param name="Differs">False where all runs have the same value.</param>
public sealed record ComparedParameter(string Name, IReadOnlyList<string?> Values, bool Differs);
