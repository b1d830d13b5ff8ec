namespace MlWorkbench.Scoring.Models;

/// <summary>A predictor and its weight in an ensemble.</summary>
public sealed record EnsemblePart(Predictor Predictor, double Weight);
