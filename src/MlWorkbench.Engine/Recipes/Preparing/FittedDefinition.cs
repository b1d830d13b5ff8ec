using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>A fitted step of a recipe.</summary>
/// <param name="OutOfFold">For a step that uses the target: the columns of the training rows, each value fitted without its fold.</param>
internal sealed record FittedDefinition(PreparationStep Step, IReadOnlyList<Column>? OutOfFold = null);
