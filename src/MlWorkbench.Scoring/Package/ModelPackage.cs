using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Package;

/// <summary>A model with everything that is needed to score with it and to judge it later.</summary>
/// <param name="Metrics">How it was judged, as JSON; opaque to scoring.</param>
/// <param name="Baseline">Distribution of each input column, the target and the predictions in training: the reference of drift checks.</param>
/// <param name="Environment">What it was made with: versions, seed, dataset digest.</param>
public sealed record ModelPackage(
    ModelSignature Signature,
    Predictor Predictor,
    string? Metrics = null,
    TrainingBaseline? Baseline = null,
    IReadOnlyDictionary<string, string>? Environment = null);
