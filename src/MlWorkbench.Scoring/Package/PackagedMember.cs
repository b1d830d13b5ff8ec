namespace MlWorkbench.Scoring.Package;

/// <summary>A member of an ensemble in <c>model.json</c>.</summary>
internal sealed record PackagedMember(double Weight, PackagedPredictor Predictor);
