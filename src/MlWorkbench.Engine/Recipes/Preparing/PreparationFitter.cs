using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Features;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>Fits the steps of a recipe to training rows only, one after the other.</summary>
public static class PreparationFitter
{
    private const int Folds = 5;

    /// <param name="train">Training rows, without the target.</param>
    /// <param name="labels">The target of these rows. Null if it is unknown.</param>
    /// <param name="targetColumn">The target as in the data, for steps that read its past.</param>
    /// <param name="seed">Seed of the folds for out-of-fold columns.</param>
    /// <exception cref="EngineException">A step has no data to be fitted to.</exception>
    public static FittedPreparation Fit(RecipeDefinition recipe, Table train, Actuals? labels, Column? targetColumn, int seed)
    {
        var target = Target(labels, seed);
        var steps = new List<PreparationStep>();
        for (var i = 0; i < recipe.Steps.Count; i++)
        {
            try
            {
                train = Follow(recipe.Steps[i].Fit(new TrainingRows(train, target, targetColumn)), train, steps);
            }
            catch (EngineException failure)
            {
                throw RecipeIssue.Of(i + 1, failure).ToException();
            }
        }

        return new FittedPreparation(new Preparation(steps), train);
    }

    internal static EncodingTarget? Target(Actuals? labels, int seed) =>
        labels is null ? null : EncodingTarget.Of(labels, CrossFitFolds.Assign(labels, Folds, seed));

    /// <summary>The training rows after a step. The step is added to the list.</summary>
    internal static Table Follow(FittedDefinition fitted, Table train, List<PreparationStep> steps)
    {
        Table next;
        try
        {
            next = new Preparation([fitted.Step]).Apply(train);
            steps.Add(fitted.Step);
        }
        catch (ArgumentException clash)
        {
            throw new EngineException("recipe_column_exists", $"The step cannot write its columns: {clash.Message}", inner: clash);
        }

        return fitted.OutOfFold is { } outOfFold
            ? new Table([.. next.Columns.Select(column => outOfFold.FirstOrDefault(other => other.Name == column.Name) ?? column)])
            : next;
    }
}
