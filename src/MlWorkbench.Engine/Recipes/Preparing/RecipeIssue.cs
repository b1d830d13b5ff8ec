namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>Why a step of a recipe cannot be done.</summary>
/// <param name="Step">1, 2, 3 … in the order of the recipe.</param>
/// <param name="Column">The column that is the cause, where one is.</param>
public sealed record RecipeIssue(int Step, string Code, string Message, string? Column)
{
    internal static RecipeIssue Of(int step, EngineException failure) => new(step, failure.Code, failure.Message, failure.Column);

    /// <summary>The same as an error of its own, which names the step.</summary>
    public EngineException ToException() => new(Code, $"Step {Step} of the recipe: {Message}", column: Column);
}
