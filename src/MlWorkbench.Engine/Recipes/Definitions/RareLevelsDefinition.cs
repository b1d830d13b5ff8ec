using System.Globalization;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Replaces all rare levels and unknown categories by one level.</summary>
/// <param name="MinShare">Minimum share of the rows with a value for a level to remain.</param>
/// <param name="Other">The replacement level.</param>
/// <param name="Keep">Whether the column remains unchanged and a new one is written.</param>
public sealed record RareLevelsDefinition(string Column, double MinShare = 0.01, string Other = "other", bool Keep = false) : StepDefinition
{
    private string Output => Keep ? $"{Column} merged" : Column;

    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"Merge levels of {Column} below {MinShare * 100:0.##} % into '{Other}'");

    internal override void Check(RecipeColumns columns)
    {
        columns.Require(Column, ColumnUse.Levels);
        if (!(MinShare is > 0 and < 1))
        {
            throw Wrong($"The minimum share of a level of '{Column}' must be between 0 and 1, such as 0.01.", Column);
        }

        if (string.IsNullOrEmpty(Other))
        {
            throw Wrong($"The level that replaces rare levels of '{Column}' needs a name.", Column);
        }

        columns.Write(Output, ColumnType.Category, replaces: Column);
    }

    internal override FittedDefinition Fit(TrainingRows rows)
    {
        var counts = ColumnLevelCounts.Of(rows.Levels(Column));
        var least = MinShare * counts.Rows.Sum();
        return new FittedDefinition(new MergeRareStep(Column, Output, [.. counts.Levels.Where((_, i) => counts.Rows[i] >= least)], Other));
    }
}
