using System.Globalization;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Puts one level in the place of all rare and unseen ones.</summary>
/// <param name="MinShare">Share of the rows with a value that a level needs to stay.</param>
/// <param name="Other">The level that takes their place.</param>
/// <param name="Keep">The column stays as it is, and a new one is written.</param>
public sealed record RareLevelsDefinition(string Column, double MinShare = 0.01, string Other = "other", bool Keep = false) : StepDefinition
{
    private string Output => Keep ? $"{Column} merged" : Column;

    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"Merge levels of {Column} below {MinShare * 100:0.##} % into '{Other}'");

    internal override void Check(RecipeColumns columns)
    {
        columns.Require(Column, ColumnUse.Levels);
        if (!(MinShare is > 0 and < 1))
        {
            throw Wrong($"The least share of a level of '{Column}' must be between 0 and 1, such as 0.01.", Column);
        }

        if (string.IsNullOrEmpty(Other))
        {
            throw Wrong($"The level that rare ones of '{Column}' become needs a name.", Column);
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
