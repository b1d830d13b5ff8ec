using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Package;

/// <summary>A model with all data for scoring and later evaluation.</summary>
/// <param name="Metrics">Evaluation results as JSON. Scoring does not read them.</param>
/// <param name="Baseline">Training distribution of each input column, the target and the predictions, the reference of drift checks.</param>
/// <param name="Environment">Origin of the model: versions, seed, dataset digest.</param>
/// <param name="Golden">Rows with the outputs of the model when it was trained. Null for a package of older programs.</param>
public sealed record ModelPackage(
    ModelSignature Signature,
    Predictor Predictor,
    string? Metrics = null,
    TrainingBaseline? Baseline = null,
    IReadOnlyDictionary<string, string>? Environment = null,
    IReadOnlyList<GoldenRow>? Golden = null);
