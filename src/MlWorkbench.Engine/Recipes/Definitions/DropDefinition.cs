using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Drops columns.</summary>
public sealed record DropDefinition(IReadOnlyList<string> Columns) : StepDefinition
{
    public override string Describe() => $"Drop {string.Join(", ", Columns ?? [])}";

    internal override void Check(RecipeColumns columns)
    {
        if (Columns is not { Count: > 0 })
        {
            throw Wrong("Choose at least one column to drop.");
        }

        foreach (var column in Columns.Where(column => !columns.IsTarget(column)))
        {
            columns.Remove(column);
        }
    }

    internal override FittedDefinition Fit(TrainingRows rows) => new(new DropStep(Columns));
}
