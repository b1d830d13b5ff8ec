using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Steps;

namespace MlWorkbench.Engine.Recipes;

/// <summary>Fits the steps of a column of numbers.</summary>
internal static class NumberFit
{
    public static IEnumerable<FittedStep> Fit(RecipeKind kind, NumericColumn column)
    {
        var values = Array.FindAll(column.Values, double.IsFinite);
        Array.Sort(values);
        var missing = column.Values.Any(double.IsNaN);
        var varies = values.Length > 0 && (missing || values[0] < values[^1]);
        return (varies, kind) switch
        {
            (false, _) => [],
            (_, RecipeKind.Trees) => [new FittedStep(new NumberStep(column.Name))],
            _ => [new FittedStep(Standardise(column.Name, values, missing))],
        };
    }

    /// <param name="values">Ascending.</param>
    private static StandardiseStep Standardise(string name, double[] values, bool missing)
    {
        var middle = values.Length / 2;
        var median = values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return new StandardiseStep(name, median, mean, double.IsFinite(deviation) && deviation > 0 ? deviation : 1, missing);
    }
}
