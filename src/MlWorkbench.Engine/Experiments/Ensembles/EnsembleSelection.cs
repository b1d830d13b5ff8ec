using System.Numerics.Tensors;
using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Experiments.Ensembles;

/// <summary>
/// Greedy selection of models with replacement over their out-of-fold predictions (Caruana, Niculescu-Mizil, Crew and Ksikes 2004): each round adds the model
/// that lowers the blend's loss most. The shares of the rounds are the weights. The loss is log loss for classes and squared error for numbers, so that
/// blended probabilities stay calibrated.
/// </summary>
public sealed class EnsembleSelection
{
    private const double SmallestProbability = 1e-15;

    private readonly bool _classes;
    private readonly double[][] _values;
    private readonly double[] _actuals;

    /// <param name="predictions">Predictions of each model, on the same rows.</param>
    public EnsembleSelection(Actuals actuals, IReadOnlyList<Predictions> predictions)
    {
        _classes = actuals.Shape.HasClasses;
        _actuals = actuals.Values;
        // The log loss of a blend needs only the probability of the actual class from each model.
        _values = [.. predictions.Select(model => _classes ? ProbabilityOfActual(actuals, model) : model.Values)];
    }

    /// <summary>Weights per model that sum to 1; most are 0.</summary>
    /// <param name="rounds">Maximum number of rounds. The shortest blend with the lowest loss wins.</param>
    public double[] Select(int rounds)
    {
        var sum = new double[_actuals.Length];
        var scratch = new double[_actuals.Length];
        var picks = new List<int>(rounds);
        var bestLoss = double.PositiveInfinity;
        var bestLength = 0;
        for (var round = 1; round <= rounds; round++)
        {
            var (model, loss) = BestAddition(sum, scratch, round);
            TensorPrimitives.Add(sum, _values[model], sum);
            picks.Add(model);
            if (loss < bestLoss - Math.Abs(bestLoss) * 1e-6 || bestLength == 0)
            {
                bestLoss = loss;
                bestLength = round;
            }
        }

        var weights = new double[_values.Length];
        foreach (var model in picks.Take(bestLength))
        {
            weights[model] += 1.0 / bestLength;
        }

        return weights;
    }

    private (int Model, double Loss) BestAddition(double[] sum, double[] scratch, int round)
    {
        var best = (Model: 0, Loss: double.PositiveInfinity);
        for (var model = 0; model < _values.Length; model++)
        {
            TensorPrimitives.Add(sum, _values[model], scratch);
            var loss = Loss(scratch, round);
            if (loss < best.Loss)
            {
                best = (model, loss);
            }
        }

        return best;
    }

    private double Loss(double[] blended, int count)
    {
        TensorPrimitives.Divide(blended, count, blended);
        if (_classes)
        {
            TensorPrimitives.Max(blended, SmallestProbability, blended);
            TensorPrimitives.Log(blended, blended);
            return -TensorPrimitives.Sum<double>(blended) / blended.Length;
        }

        TensorPrimitives.Subtract(blended, _actuals, blended);
        return TensorPrimitives.SumOfSquares<double>(blended) / blended.Length;
    }

    private static double[] ProbabilityOfActual(Actuals actuals, Predictions model)
    {
        var values = new double[actuals.Rows];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = model.Row(row)[(int)actuals.Values[row]];
        }

        return values;
    }
}
