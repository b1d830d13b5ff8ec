using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>Checks a recipe against the columns of a dataset, without reading a row.</summary>
public static class RecipeCheck
{
    /// <summary>Returns the issues of the steps. The check of later steps skips a step that cannot be applied.</summary>
    /// <param name="target">The column that a model will predict, if it is known.</param>
    public static IReadOnlyList<RecipeIssue> Check(RecipeDefinition recipe, IReadOnlyList<(string Name, ColumnType Type)> columns, string? target = null)
    {
        var issues = new List<RecipeIssue>();
        Follow(recipe, columns, target, issues);
        return issues;
    }

    /// <summary>The columns available to a step: those of the dataset after the previous steps, without steps that cannot be applied.</summary>
    /// <param name="step">1, 2, 3 … in the order of the recipe.</param>
    public static IReadOnlyList<(string Name, ColumnType Type)> ColumnsBefore(RecipeDefinition recipe, int step, IReadOnlyList<(string Name, ColumnType Type)> columns, string? target = null) =>
        Follow(new RecipeDefinition([.. recipe.Steps.Take(step - 1)]), columns, target, []).All;

    /// <exception cref="EngineException">A step cannot be applied.</exception>
    public static void Require(RecipeDefinition recipe, IReadOnlyList<(string Name, ColumnType Type)> columns, string target) => Follow(recipe, columns, target);

    /// <summary>The columns after all steps.</summary>
    /// <exception cref="EngineException">A step cannot be applied.</exception>
    internal static RecipeColumns Follow(RecipeDefinition recipe, IReadOnlyList<(string Name, ColumnType Type)> columns, string target)
    {
        var issues = new List<RecipeIssue>();
        var flow = Follow(recipe, columns, target, issues);
        return issues.Count == 0 ? flow : throw issues[0].ToException();
    }

    private static RecipeColumns Follow(
        RecipeDefinition recipe, IReadOnlyList<(string Name, ColumnType Type)> columns, string? target, List<RecipeIssue> issues)
    {
        var known = columns.Select((column, i) => (column, i)).FirstOrDefault(entry => entry.column.Name == target);
        var flow = new RecipeColumns(columns, target is null || known.column.Name is null ? null : known.column);
        if (recipe.Steps.Count > RecipeDefinition.MaxSteps)
        {
            issues.Add(new RecipeIssue(RecipeDefinition.MaxSteps + 1, "recipe_too_long", $"A recipe has at most {RecipeDefinition.MaxSteps} steps.", null));
            return flow;
        }

        for (var i = 0; i < recipe.Steps.Count; i++)
        {
            try
            {
                recipe.Steps[i].Check(flow);
            }
            catch (EngineException failure)
            {
                issues.Add(RecipeIssue.Of(i + 1, failure));
            }
        }

        if (issues.Count == 0 && !flow.Any)
        {
            issues.Add(new RecipeIssue(recipe.Steps.Count, "recipe_leaves_nothing", "The recipe leaves no column to train on.", null));
        }

        return flow;
    }
}
