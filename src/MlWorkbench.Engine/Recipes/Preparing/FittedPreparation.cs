using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>A recipe fitted to training rows.</summary>
/// <param name="Preparation">Preparation for all rows.</param>
/// <param name="Train">The prepared training rows. Columns that use the target are out-of-fold here, so that a model does not rely on them too much.</param>
public sealed record FittedPreparation(Preparation Preparation, Table Train);
