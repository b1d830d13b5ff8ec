using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Planning;

/// <summary>Plan for a recipe before the search.</summary>
/// <param name="Recipe">Its steps, and finally a step that drops the useless columns.</param>
/// <param name="FitColumns">Columns to fit it to: the inputs of the models, and the columns whose past it reads.</param>
/// <param name="Time">The column by which it looks back in time. Null if it does not.</param>
public sealed record RecipePlan(RecipeDefinition Recipe, IReadOnlyList<string> FitColumns, string? Time)
{
    /// <param name="columns">Usable columns without a recipe.</param>
    /// <returns>The plan, and the input columns of a model.</returns>
    /// <exception cref="EngineException">The recipe does not match the data.</exception>
    internal static (RecipePlan Plan, ColumnSelection Columns) Make(RecipeDefinition recipe, Table labelled, ExperimentSpec spec, ColumnSelection columns)
    {
        var exclude = (spec.Exclude ?? []).ToHashSet(StringComparer.Ordinal);
        Column[] available = [.. labelled.Columns.Where(column => !exclude.Contains(column.Name))];
        var flow = RecipeCheck.Follow(recipe, [.. available.Select(column => (column.Name, column.Type))], spec.Target);
        string[] useless = [.. flow.Untouched.Except(columns.Features)];
        var inputs = flow.Untouched.Intersect(columns.Features).Union(flow.Read).ToHashSet(StringComparer.Ordinal);
        var plan = new RecipePlan(
            useless.Length == 0 ? recipe : new RecipeDefinition([.. recipe.Steps, new DropDefinition(useless)]),
            [.. available.Select(column => column.Name).Where(name => inputs.Contains(name) || flow.ReadInThePast.Contains(name))],
            labelled.Find(flow.Time ?? "") is null ? null : flow.Time);
        return (plan, new ColumnSelection(
            [.. available.Select(column => column.Name).Where(inputs.Contains)],
            [.. columns.Dropped.Select(dropped => dropped with { IsReadByRecipe = inputs.Contains(dropped.Name) })]));
    }
}
