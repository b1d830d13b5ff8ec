using MathNet.Numerics;

namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>Two-sided p-value of the pooled z-test for equal shares of a level in both samples, for columns of two levels.</summary>
public sealed class ProportionZTest : IDriftTest
{
    public string Name => "z";

    public string Title => "Z-test";

    public string Meaning => "P-value: probability that equal shares differ this much. A small value means drift.";

    public double Threshold => 0.05;

    public bool IsPValue => true;

    public bool Drifts(double statistic) => statistic < Threshold;

    public double Compute(ColumnPair columns)
    {
        if (columns.Distinct == 1)
        {
            return 1;
        }

        return PValue(columns.Levels.Reference[0], columns.ReferenceRows, columns.Levels.Current[0], columns.CurrentRows);
    }

    /// <param name="first">Number of rows with the level, out of <paramref name="firstRows"/>.</param>
    /// <param name="second">Number of rows with the level, out of <paramref name="secondRows"/>.</param>
    internal static double PValue(long first, double firstRows, long second, double secondRows)
    {
        var pooled = (first + second) / (firstRows + secondRows);
        var z = ((first / firstRows) - (second / secondRows)) / Math.Sqrt(pooled * (1 - pooled) * ((1 / firstRows) + (1 / secondRows)));
        return SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));
    }
}
