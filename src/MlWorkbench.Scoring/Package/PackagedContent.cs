using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Package;

/// <summary>All of <c>model.json</c>.</summary>
/// <param name="Preparations">By number, so that recipes share them; null where there are none.</param>
/// <param name="PreparationOf">Per recipe, the number of its preparation, or −1.</param>
internal sealed record PackagedContent(
    IReadOnlyList<FeaturePipeline> Recipes,
    PackagedPredictor Predictor,
    IReadOnlyList<Preparation>? Preparations = null,
    IReadOnlyList<int>? PreparationOf = null);
