namespace MlWorkbench.Engine.Evaluations.Intervals;

/// <summary>Quantiles of the standard normal distribution.</summary>
internal static class NormalQuantile
{
    /// <summary>95 % of the distribution are within ± this value.</summary>
    public const double TwoSided95 = 1.959963984540054;
}
