using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>Amounts that are never negative and have a long tail are also learnt on a logarithmic scale.</summary>
internal static class SkewedTarget
{
    private const double Skewed = 1;

    /// <summary>The loss of boosted trees for such a target; null for all others.</summary>
    public static string? Objective(SearchSetup setup)
    {
        // The median, which the absolute error asks for, is the same on every scale.
        if (setup.Target.Task != ModelTask.Regression || setup.Metric.Name == "mae")
        {
            return null;
        }

        var values = setup.Actuals.Values;
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        var skewness = values.Average(value => Math.Pow((value - mean) / deviation, 3));
        return (values.Min(), skewness) switch
        {
            (_, <= Skewed) or (< 0, _) => null,
            (0, _) => "tweedie",
            _ => "gamma",
        };
    }
}
