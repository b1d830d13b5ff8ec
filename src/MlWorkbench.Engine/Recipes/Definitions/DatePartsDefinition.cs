using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Parts of a date, one column each.</summary>
/// <param name="Keep">Whether the date remains in addition to its parts.</param>
public sealed record DatePartsDefinition(string Column, IReadOnlyList<DatePart> Parts, bool Keep = true) : StepDefinition
{
    public override string Describe() => Sentence($"{string.Join(", ", (Parts ?? []).Select(DatePartColumnsStep.Name))} of {Column}");

    internal override void Check(RecipeColumns columns)
    {
        columns.Require(Column, ColumnUse.Dates);
        if (Parts is not { Count: > 0 } || Parts.Distinct().Count() < Parts.Count)
        {
            throw Wrong($"Choose at least one part of '{Column}', and no part twice.", Column);
        }

        foreach (var output in new DatePartColumnsStep(Column, Parts, Keep).Outputs)
        {
            columns.Write(output.Name, output.Type);
        }

        if (!Keep)
        {
            columns.Remove(Column);
        }
    }

    internal override FittedDefinition Fit(TrainingRows rows) => new(new DatePartColumnsStep(Column, Parts, Keep));
}
