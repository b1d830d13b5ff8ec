namespace MlWorkbench.Scoring.Package;

/// <summary>A member of an ensemble as <c>model.json</c> holds it.</summary>
internal sealed record PackagedMember(double Weight, PackagedPredictor Predictor);
