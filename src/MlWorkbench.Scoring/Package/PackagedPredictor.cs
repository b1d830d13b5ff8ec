using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Package;

/// <summary>
/// A predictor in <c>model.json</c>: either a feature pipeline and a model, or members. Feature pipelines are referenced by number, so that shared ones are
/// stored and applied once. They are called recipes in packages, and keep that name so that old packages can be read.
/// </summary>
internal sealed record PackagedPredictor(
    [property: JsonPropertyName("recipe")] int? FeaturePipeline = null,
    PackagedModel? Model = null,
    IReadOnlyList<PackagedMember>? Members = null,
    OutputMap? Map = null);
