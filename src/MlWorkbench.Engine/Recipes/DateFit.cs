using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Steps;

namespace MlWorkbench.Engine.Recipes;

/// <summary>Fits the steps of a column of dates: its parts for trees; the moment and its place in the cycles of year, week and day for linear models.</summary>
internal static class DateFit
{
    public static IEnumerable<FittedStep> Fit(RecipeKind kind, NumericColumn column)
    {
        var moment = NumberFit.Fit(kind, column).ToList();
        if (moment.Count == 0)
        {
            return [];
        }

        var hour = column.Values.Any(value => !double.IsNaN(value) && value % DateText.SecondsPerDay != 0);
        return kind == RecipeKind.Trees
            ? [new FittedStep(new DatePartsStep(column.Name, hour))]
            : [.. moment, new FittedStep(new DateCycleStep(column.Name, hour))];
    }
}
