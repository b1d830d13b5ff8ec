namespace MlWorkbench.Engine.Evaluations.Regression;

/// <summary>Actual minus predicted value of each row.</summary>
internal static class Errors
{
    public static double Squares(Actuals actuals, Predictions predictions)
    {
        var sum = 0.0;
        for (var row = 0; row < actuals.Rows; row++)
        {
            var error = actuals.Values[row] - predictions.Values[row];
            sum += error * error;
        }

        return sum;
    }

    public static double[] Each(Actuals actuals, Predictions predictions, Func<double, double> loss)
    {
        var losses = new double[actuals.Rows];
        for (var row = 0; row < losses.Length; row++)
        {
            losses[row] = loss(actuals.Values[row] - predictions.Values[row]);
        }

        return losses;
    }
}
