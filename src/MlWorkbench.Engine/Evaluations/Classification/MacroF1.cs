using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Mean F1 of the classes that occur among the actual or predicted classes.</summary>
public sealed class MacroF1 : IMetric
{
    public string Name => "macroF1";

    public string Title => "Macro F1";

    public bool HigherIsBetter => true;

    public double Compute(Actuals actuals, Predictions predictions) => Mean(ConfusionCounts.Of(actuals, predictions));

    public Interval? Interval(Actuals actuals, Predictions predictions, int seed) =>
        CountsBootstrap.Of(ConfusionCounts.Of(actuals, predictions), Mean, seed);

    private static double Mean(int[][] counts)
    {
        var (sum, classes) = (0.0, 0);
        for (var k = 0; k < counts.Length; k++)
        {
            if (ConfusionCounts.Actual(counts, k) + ConfusionCounts.Predicted(counts, k) > 0)
            {
                sum += ConfusionCounts.F1(counts, k);
                classes++;
            }
        }

        return sum / classes;
    }
}
