namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>A list of steps over the columns of a dataset, which define features once.</summary>
public sealed record RecipeDefinition(IReadOnlyList<StepDefinition> Steps)
{
    /// <summary>Maximum number of steps.</summary>
    public const int MaxSteps = 100;
}
