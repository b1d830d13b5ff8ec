using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>sign(x) · ln(1 + |x|).</summary>
/// <param name="Keep">Whether the column remains unchanged and a new one is written.</param>
public sealed record LogDefinition(string Column, bool Keep = false) : StepDefinition
{
    private string Output => Keep ? $"{Column} log" : Column;

    public override string Describe() => $"Logarithm of {Column}";

    internal override void Check(RecipeColumns columns)
    {
        columns.Require(Column, ColumnUse.Numbers);
        columns.Write(Output, ColumnType.Number, replaces: Column);
    }

    internal override FittedDefinition Fit(TrainingRows rows) => new(new SignedLogStep(Column, Output));
}
