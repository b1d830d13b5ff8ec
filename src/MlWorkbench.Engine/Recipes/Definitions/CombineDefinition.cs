using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Combines two numbers into one: a ratio, a difference (of dates: in days), a product or a sum.</summary>
public sealed record CombineDefinition(string Left, string Right, CombineOperation Operation = CombineOperation.Ratio) : StepDefinition
{
    private string Output => $"{Left} {Sign} {Right}";

    private string Sign => Operation switch
    {
        CombineOperation.Ratio => "/",
        CombineOperation.Difference => "-",
        CombineOperation.Product => "*",
        _ => "+",
    };

    public override string Describe() => Output;

    internal override void Check(RecipeColumns columns)
    {
        var (left, right) = (columns.Require(Left, ColumnUse.NumbersAndDates), columns.Require(Right, ColumnUse.NumbersAndDates));
        if ((left == ColumnType.Date || right == ColumnType.Date) && (left != right || Operation != CombineOperation.Difference))
        {
            throw Wrong(
                $"Dates support only the difference of two: '{Left}' contains {RecipeColumns.Describe(left)}, '{Right}' {RecipeColumns.Describe(right)}.",
                Left);
        }

        columns.Write(Output, ColumnType.Number);
    }

    internal override FittedDefinition Fit(TrainingRows rows) =>
        new(new CombineStep(Left, Right, Operation, Output, rows.Column(Left).Type == ColumnType.Date ? DateText.SecondsPerDay : 1));
}
