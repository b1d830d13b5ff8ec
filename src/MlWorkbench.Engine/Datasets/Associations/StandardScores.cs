using System.Numerics.Tensors;

namespace MlWorkbench.Engine.Datasets.Associations;

/// <summary>
/// Values of a column minus their mean, divided by the standard deviation and the square root of the rows, so that the dot product of two columns is
/// Pearson's r. A missing value counts as the mean.
/// </summary>
internal static class StandardScores
{
    public static float[] Of(double[] values)
    {
        double sum = 0;
        var present = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                present++;
            }
        }

        var mean = present == 0 ? 0 : sum / present;
        double squares = 0;
        foreach (var value in values)
        {
            squares += double.IsNaN(value) ? 0 : (value - mean) * (value - mean);
        }

        var scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        return Array.ConvertAll(values, value => double.IsNaN(value) ? 0f : (float)((value - mean) * scale));
    }

    /// <summary>Pearson's r from −1 to 1. 0 if a column is constant.</summary>
    public static double Correlation(float[] first, float[] second) => Math.Clamp(TensorPrimitives.Dot<float>(first, second), -1, 1);
}
