using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Package;

/// <summary>The content of <c>model.json</c>.</summary>
/// <param name="Preparations">Preparations by number, so that feature pipelines can share them. Null if there are none.</param>
/// <param name="PreparationOf">Number of the preparation per feature pipeline, or −1.</param>
internal sealed record PackagedContent(
    [property: JsonPropertyName("recipes")] IReadOnlyList<FeaturePipeline> FeaturePipelines,
    PackagedPredictor Predictor,
    IReadOnlyList<Preparation>? Preparations = null,
    IReadOnlyList<int>? PreparationOf = null);
