using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>Fits the steps of a date column: its parts for trees; the time and its position in the cycles of year, week and day for linear models.</summary>
internal static class DateFit
{
    public static IEnumerable<FittedStep> Fit(FeatureKind kind, NumericColumn column)
    {
        var moment = NumberFit.Fit(kind, column).ToList();
        if (moment.Count == 0)
        {
            return [];
        }

        var hour = column.Values.Any(value => !double.IsNaN(value) && value % DateText.SecondsPerDay != 0);
        return kind == FeatureKind.Trees
            ? [new FittedStep(new DatePartsStep(column.Name, hour))]
            : [.. moment, new FittedStep(new DateCycleStep(column.Name, hour))];
    }
}
