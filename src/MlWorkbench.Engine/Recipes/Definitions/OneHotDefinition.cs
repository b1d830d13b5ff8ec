using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>One flag per level.</summary>
/// <param name="MaxLevels">Number of most frequent levels with a flag. The others share one.</param>
/// <param name="Keep">Whether the column remains in addition to its flags.</param>
public sealed record OneHotDefinition(string Column, int MaxLevels = 20, bool Keep = false) : StepDefinition
{
    /// <summary>Maximum number of levels with a flag.</summary>
    public const int MostLevels = 200;

    public override string Describe() => $"One flag per level of {Column}, at most {MaxLevels}";

    internal override void Check(RecipeColumns columns)
    {
        columns.Require(Column, ColumnUse.Levels);
        if (MaxLevels is < 1 or > MostLevels)
        {
            throw Wrong($"'{Column}' can have flags for 1 to {MostLevels} levels, not for {MaxLevels}.", Column);
        }

        columns.Encode(Column, "flags", Keep);
    }

    internal override FittedDefinition Fit(TrainingRows rows)
    {
        var counts = ColumnLevelCounts.Of(rows.Levels(Column));
        var flagged = counts.Levels[..Math.Min(MaxLevels, counts.Levels.Length)];
        return new FittedDefinition(new FlagsStep(Column, flagged, other: flagged.Length < counts.Levels.Length, missing: counts.Missing > 0, Keep));
    }
}
