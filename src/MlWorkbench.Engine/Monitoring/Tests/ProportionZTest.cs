using MathNet.Numerics;

namespace MlWorkbench.Engine.Monitoring.Tests;

/// <summary>Two-sided p-value of the pooled z-test that a level has the same share in both samples; for columns of two levels.</summary>
public sealed class ProportionZTest : IDriftTest
{
    public string Name => "z";

    public string Title => "Z-test";

    public string Meaning => "P-value: how likely equal shares would differ this much. Small means drift.";

    public double Threshold => 0.05;

    public bool IsPValue => true;

    public bool Drifts(double statistic) => statistic < Threshold;

    public double Compute(ColumnPair columns)
    {
        if (columns.Distinct == 1)
        {
            return 1;
        }

        double reference = columns.ReferenceRows;
        double current = columns.CurrentRows;
        var first = columns.Levels.Reference[0] / reference;
        var second = columns.Levels.Current[0] / current;
        var pooled = (columns.Levels.Reference[0] + columns.Levels.Current[0]) / (reference + current);
        var z = (first - second) / Math.Sqrt(pooled * (1 - pooled) * ((1 / reference) + (1 / current)));
        return SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));
    }
}
