using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Ensembles;

/// <summary>
/// Fits the calibration of a blend to its out-of-fold predictions: a line through the log-odds for two classes (Platt 1999), one temperature for more (Guo et
/// al. 2017). With at most two parameters, it cannot fit noise.
/// </summary>
internal static class Calibration
{
    private const int FewestRows = 100;
    private const int Iterations = 100;
    private const double SmallestGain = 0.002;

    /// <returns>Null for regression, for few rows, and if log loss hardly improves.</returns>
    public static OutputMap? Fit(Actuals actuals, Predictions predictions)
    {
        if (!actuals.Shape.HasClasses || actuals.Rows < FewestRows)
        {
            return null;
        }

        OutputMap map = actuals.Shape.HasPositiveClass ? FitLine(actuals, predictions) : FitTemperature(actuals, predictions);
        return LogLoss(actuals, Apply(map, predictions)) < LogLoss(actuals, predictions) * (1 - SmallestGain) ? map : null;
    }

    public static Predictions Apply(OutputMap map, Predictions predictions)
    {
        var values = (double[])predictions.Values.Clone();
        for (var start = 0; start < values.Length; start += predictions.Outputs)
        {
            map.Apply(values.AsSpan(start, predictions.Outputs));
        }

        return new Predictions(values, predictions.Outputs);
    }

    private static PlattCalibrator FitLine(Actuals actuals, Predictions predictions)
    {
        double[] logits = [.. Enumerable.Range(0, actuals.Rows).Select(row => Links.Logit(predictions.Row(row)[1]))];
        double Loss(ReadOnlySpan<double> point, Span<double> gradient)
        {
            var loss = 0.0;
            gradient.Clear();
            for (var row = 0; row < logits.Length; row++)
            {
                var probability = 1 / (1 + Math.Exp(-((point[0] * logits[row]) + point[1])));
                var error = probability - actuals.Values[row];
                gradient[0] += error * logits[row] / logits.Length;
                gradient[1] += error / logits.Length;
                loss -= Math.Log(Math.Max(actuals.Values[row] > 0.5 ? probability : 1 - probability, 1e-300)) / logits.Length;
            }

            return loss;
        }

        double[] point = [1, 0];
        new Lbfgs(Loss, 2).Minimise(point, Iterations, 1e-10, () => false);
        return new PlattCalibrator(Math.Max(point[0], 0.05), point[1]);
    }

    private static TemperatureCalibrator FitTemperature(Actuals actuals, Predictions predictions)
    {
        // Log loss has one minimum in the temperature, which golden-section search on its logarithm finds.
        var (low, high) = (Math.Log(0.3), Math.Log(4));
        var golden = (Math.Sqrt(5) - 1) / 2;
        for (var step = 0; step < 30; step++)
        {
            var (left, right) = (high - (golden * (high - low)), low + (golden * (high - low)));
            if (LogLoss(actuals, Apply(new TemperatureCalibrator(Math.Exp(left)), predictions)) < LogLoss(actuals, Apply(new TemperatureCalibrator(Math.Exp(right)), predictions)))
            {
                high = right;
            }
            else
            {
                low = left;
            }
        }

        return new TemperatureCalibrator(Math.Exp((low + high) / 2));
    }

    private static double LogLoss(Actuals actuals, Predictions predictions)
    {
        var sum = 0.0;
        for (var row = 0; row < actuals.Rows; row++)
        {
            sum -= Math.Log(Math.Max(predictions.Row(row)[(int)actuals.Values[row]], 1e-15));
        }

        return sum / actuals.Rows;
    }
}
