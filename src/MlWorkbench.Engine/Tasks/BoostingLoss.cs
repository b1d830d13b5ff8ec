namespace MlWorkbench.Engine.Tasks;

/// <summary>A loss of boosted trees.</summary>
/// <param name="Objective">LightGBM's name of the loss that trees minimise.</param>
/// <param name="Metric">LightGBM's metric that is closest to that of the search. It is computed after each round, so it must be cheap.</param>
public sealed record BoostingLoss(string Objective, string Metric);
