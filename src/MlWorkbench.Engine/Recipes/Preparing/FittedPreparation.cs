using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>A recipe fitted to training rows.</summary>
/// <param name="Preparation">For all rows.</param>
/// <param name="Train">The training rows, prepared: columns that know the target are out-of-fold here, so that a model does not learn to trust them too much.</param>
public sealed record FittedPreparation(Preparation Preparation, Table Train);
