using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>Fits the steps of a number column.</summary>
internal static class NumberFit
{
    /// <summary>Number of pieces. Each has about as many training rows as the others.</summary>
    private const int Pieces = 12;

    public static IEnumerable<FittedStep> Fit(FeatureKind kind, NumericColumn column)
    {
        var values = Array.FindAll(column.Values, double.IsFinite);
        Array.Sort(values);
        var missing = column.Values.Any(double.IsNaN);
        var varies = values.Length > 0 && (missing || values[0] < values[^1]);
        return (varies, kind) switch
        {
            (false, _) => [],
            (_, FeatureKind.Trees) => [new FittedStep(new NumberStep(column.Name))],
            (_, FeatureKind.Piecewise) when Edges(values) is { Length: > 2 } edges =>
            [
                new FittedStep(Standardise(column.Name, values, missing)),
                new FittedStep(new PiecewiseStep(column.Name, Median(values), edges)),
            ],
            _ => [new FittedStep(Standardise(column.Name, values, missing))],
        };
    }

    /// <summary>Distinct quantiles. For few distinct values, all of them.</summary>
    /// <param name="values">Values in ascending order.</param>
    private static double[] Edges(double[] values)
    {
        double[] distinct = [.. values.Distinct().Take(Pieces + 2)];
        return distinct.Length <= Pieces + 1
            ? distinct
            : [.. Enumerable.Range(0, Pieces + 1).Select(i => values[(int)((long)i * (values.Length - 1) / Pieces)]).Distinct()];
    }

    private static double Median(double[] values)
    {
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <param name="values">Values in ascending order.</param>
    private static StandardiseStep Standardise(string name, double[] values, bool missing)
    {
        var median = Median(values);
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return new StandardiseStep(name, median, mean, double.IsFinite(deviation) && deviation > 0 ? deviation : 1, missing);
    }
}
