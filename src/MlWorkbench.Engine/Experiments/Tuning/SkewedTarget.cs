using MlWorkbench.Engine.Experiments.Planning;

namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>Non-negative targets with a long tail, for which models also train on a logarithmic scale.</summary>
internal static class SkewedTarget
{
    private const double Skewed = 1;

    /// <summary>The loss of boosted trees for such a target. Null for all others.</summary>
    public static string? Objective(SearchSetup setup)
    {
        // The median, which absolute error estimates, is the same on every scale.
        if (setup.Target.Shape.HasClasses || setup.Metric.Name == "mae")
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
