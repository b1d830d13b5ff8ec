namespace MlWorkbench.Application.Serving.Humility;

/// <summary>Rules tried on logged predictions.</summary>
/// <param name="Rows">Number of predictions.</param>
public sealed record HumilitySimulation(int Rows, IReadOnlyList<HumilityShare> Hits);
