using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Package;

/// <summary>A model as <c>model.json</c> holds it: exactly one of these.</summary>
/// <param name="Trees">Name of the entry with the trees as LightGBM text.</param>
internal sealed record PackagedModel(string? Trees = null, LinearModel? Linear = null, ConstantModel? Constant = null, NeuralNetwork? Network = null);
