using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Package;

/// <summary>The content of <c>model.json</c>.</summary>
/// <param name="Preparations">Preparations by number, so that recipes can share them. Null if there are none.</param>
/// <param name="PreparationOf">Number of the preparation per recipe, or −1.</param>
internal sealed record PackagedContent(
    IReadOnlyList<FeaturePipeline> Recipes,
    PackagedPredictor Predictor,
    IReadOnlyList<Preparation>? Preparations = null,
    IReadOnlyList<int>? PreparationOf = null);
