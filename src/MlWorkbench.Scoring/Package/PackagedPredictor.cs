using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Package;

/// <summary>
/// A predictor in <c>model.json</c>: either a recipe and a model, or members. Recipes are referenced by number, so that shared ones are stored and applied
/// once.
/// </summary>
internal sealed record PackagedPredictor(
    int? Recipe = null,
    PackagedModel? Model = null,
    IReadOnlyList<PackagedMember>? Members = null,
    OutputMap? Map = null);
