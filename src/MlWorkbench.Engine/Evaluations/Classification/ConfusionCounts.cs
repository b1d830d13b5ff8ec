namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Rows by actual (first index) and predicted (second index) class.</summary>
internal static class ConfusionCounts
{
    public static int[][] Of(Actuals actuals, Predictions predictions)
    {
        var counts = new int[predictions.Outputs][];
        for (var k = 0; k < counts.Length; k++)
        {
            counts[k] = new int[counts.Length];
        }

        for (var row = 0; row < actuals.Rows; row++)
        {
            counts[(int)actuals.Values[row]][PredictedClass.Of(predictions, row)]++;
        }

        return counts;
    }

    public static int Actual(int[][] counts, int @class) => counts[@class].Sum();

    public static int Predicted(int[][] counts, int @class) => counts.Sum(row => row[@class]);

    /// <summary>2 TP / (2 TP + FP + FN). 0 if no row of the class is predicted correctly.</summary>
    public static double F1(int[][] counts, int @class)
    {
        double either = Actual(counts, @class) + Predicted(counts, @class);
        return either == 0 ? 0 : 2 * counts[@class][@class] / either;
    }
}
