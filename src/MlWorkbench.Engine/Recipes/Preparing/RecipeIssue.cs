namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>The reason why a step of a recipe cannot be applied.</summary>
/// <param name="Step">1, 2, 3 … in the order of the recipe.</param>
/// <param name="Column">The column that is the cause, if there is one.</param>
public sealed record RecipeIssue(int Step, string Code, string Message, string? Column)
{
    internal static RecipeIssue Of(int step, EngineException failure) => new(step, failure.Code, failure.Message, failure.Column);

    /// <summary>Converts the issue to an exception that names the step.</summary>
    public EngineException ToException() => new(Code, $"Step {Step} of the recipe: {Message}", column: Column);
}
