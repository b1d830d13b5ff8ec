using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Drops all columns except these.</summary>
public sealed record KeepDefinition(IReadOnlyList<string> Columns) : StepDefinition
{
    public override string Describe() => $"Keep only {string.Join(", ", Columns ?? [])}";

    internal override void Check(RecipeColumns columns)
    {
        if (Columns is not { Count: > 0 })
        {
            throw Wrong("Choose at least one column to keep.");
        }

        columns.KeepOnly([.. Columns.Where(column => !columns.IsTarget(column))]);
    }

    internal override FittedDefinition Fit(TrainingRows rows) =>
        new(new DropStep([.. rows.Columns.Columns.Select(column => column.Name).Where(name => !Columns.Contains(name))]));
}
