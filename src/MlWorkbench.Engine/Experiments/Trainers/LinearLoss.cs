using System.Numerics.Tensors;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// The mean loss of a linear model over rows of features plus an L2 penalty on its weights: see <see cref="TargetLoss"/>. The point contains weights, score
/// after score, then intercepts. Intercepts are not penalised.
/// </summary>
internal sealed class LinearLoss
{
    /// <summary>Singles accumulate gradients within a block and doubles over the blocks, so that rounding does not stall the search.</summary>
    private const int BlockRows = 256;

    /// <summary>A mean of a hundred million times that of all rows is a diverged step.</summary>
    private const double LargestLogarithm = 18;

    private readonly FeatureMatrix _features;
    private readonly double[] _targets;
    private readonly TargetLoss _kind;
    private readonly float[] _weights;
    private readonly float[] _blockGradient;

    public LinearLoss(FeatureMatrix features, double[] targets, TargetLoss kind, int classes)
    {
        (_features, _targets, _kind) = (features, targets, kind);
        Scores = kind == TargetLoss.Softmax ? classes : 1;
        _weights = new float[Scores * features.Width];
        _blockGradient = new float[Scores * features.Width];
    }

    /// <summary>Raw scores per row.</summary>
    public int Scores { get; }

    public int Size => Scores * (_features.Width + 1);

    public double Penalty { get; set; }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var weights = point[.._weights.Length];
        var intercepts = point[_weights.Length..];
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = (float)weights[i];
        }

        gradient.Clear();
        var loss = 0.0;
        Span<double> slopes = stackalloc double[Math.Min(Scores, 256)];
        for (var start = 0; start < _features.Rows; start += BlockRows)
        {
            loss += Block(start, Math.Min(start + BlockRows, _features.Rows), intercepts, slopes, gradient);
        }

        TensorPrimitives.Divide(gradient, _features.Rows, gradient);
        TensorPrimitives.MultiplyAdd(weights, Penalty, gradient[.._weights.Length], gradient[.._weights.Length]);
        return (loss / _features.Rows) + (0.5 * Penalty * TensorPrimitives.SumOfSquares(weights));
    }

    private double Block(int start, int end, ReadOnlySpan<double> intercepts, Span<double> slopes, Span<double> gradient)
    {
        Array.Clear(_blockGradient);
        var width = _features.Width;
        var loss = 0.0;
        for (var row = start; row < end; row++)
        {
            var features = _features.Row(row);
            for (var score = 0; score < slopes.Length; score++)
            {
                slopes[score] = intercepts[score] + TensorPrimitives.Dot(features, _weights.AsSpan(score * width, width));
            }

            loss += ToSlopes(_kind, _targets[row], slopes);
            for (var score = 0; score < slopes.Length; score++)
            {
                var part = _blockGradient.AsSpan(score * width, width);
                TensorPrimitives.MultiplyAdd(features, (float)slopes[score], part, part);
                gradient[_weights.Length + score] += slopes[score];
            }
        }

        for (var i = 0; i < _blockGradient.Length; i++)
        {
            gradient[i] += _blockGradient[i];
        }

        return loss;
    }

    /// <summary>The loss of one row. Its raw scores are replaced by the derivatives of the loss.</summary>
    internal static double ToSlopes(TargetLoss kind, double target, Span<double> scores)
    {
        switch (kind)
        {
            case TargetLoss.Squared:
                scores[0] -= target;
                return 0.5 * scores[0] * scores[0];
            case TargetLoss.Poisson:
                var held = Math.Clamp(scores[0], -LargestLogarithm, LargestLogarithm);
                var mean = Math.Exp(held);
                var poisson = mean - (target * scores[0]);
                scores[0] = mean - target;
                return poisson;
            case TargetLoss.Logistic:
                var margin = target > 0.5 ? scores[0] : -scores[0];
                var loss = margin > 0 ? Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin)) - margin;
                scores[0] = (1 / (1 + Math.Exp(-scores[0]))) - target;
                return loss;
            default:
                var actual = (int)target;
                Links.Softmax(scores);
                var probability = scores[actual];
                scores[actual] -= 1;
                return -Math.Log(Math.Max(probability, 1e-300));
        }
    }
}
