using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Package;

/// <summary>A model in <c>model.json</c>. Exactly one of these properties is set.</summary>
/// <param name="Trees">Name of the entry with the trees as LightGBM text.</param>
internal sealed record PackagedModel(string? Trees = null, LinearModel? Linear = null, ConstantModel? Constant = null, NeuralNetwork? Network = null);
