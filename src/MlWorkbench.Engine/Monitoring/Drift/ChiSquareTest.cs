using MathNet.Numerics;

namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>P-value of the chi-square test that the current rows follow the reference's shares (Pearson 1900).</summary>
public sealed class ChiSquareTest : IDriftTest
{
    public string Name => "chisquare";

    public string Title => "Chi-square";

    public string Meaning => "P-value: probability of counts this different from the shares of the reference data. A small value means drift.";

    public double Threshold => 0.05;

    public bool IsPValue => true;

    public bool Drifts(double statistic) => statistic < Threshold;

    public double Compute(ColumnPair columns)
    {
        var levels = columns.Levels;
        var scale = (double)columns.CurrentRows / columns.ReferenceRows;
        var sum = 0.0;
        for (var i = 0; i < levels.Count; i++)
        {
            var expected = levels.Reference[i] * scale;
            var distance = levels.Current[i] - expected;

            // A level that is missing in the reference is infinitely unexpected.
            sum += expected == 0 ? double.PositiveInfinity : distance * distance / expected;
        }

        if (double.IsInfinity(sum))
        {
            return 0;
        }

        return levels.Count == 1 || sum == 0 ? 1 : SpecialFunctions.GammaUpperRegularized((levels.Count - 1) / 2.0, sum / 2);
    }
}
