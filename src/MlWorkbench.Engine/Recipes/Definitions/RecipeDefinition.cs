namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>A list of steps over the columns of a dataset: features, defined once.</summary>
public sealed record RecipeDefinition(IReadOnlyList<StepDefinition> Steps)
{
    /// <summary>Most steps.</summary>
    public const int MaxSteps = 100;
}
