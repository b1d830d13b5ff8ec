using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Fits one linear model. Each call continues from the last solution with another penalty.</summary>
internal sealed class LinearFit
{
    private const int MostIterations = 200;
    private const double Tolerance = 1e-5;

    private readonly LinearLoss _loss;
    private readonly Lbfgs _solver;
    private readonly double[] _point;
    private readonly double[] _means;
    private readonly TargetScale _scale;

    /// <param name="logarithmic">See <see cref="TargetScale.Of"/>.</param>
    public LinearFit(FeatureMatrix features, double[] targets, Target target, bool logarithmic = false)
    {
        _means = Means(features);
        _scale = TargetScale.Of(target.Task, targets, logarithmic);
        _loss = new LinearLoss(features, _scale.Apply(targets), _scale.Loss, target.Classes.Count);
        _point = new double[_loss.Size];
        _solver = new Lbfgs(_loss.Evaluate, _loss.Size);
    }

    public ReadOnlySpan<double> Point => _point;

    public void Continue(double penalty, Func<bool> isOver)
    {
        _loss.Penalty = penalty;
        _solver.Minimise(_point, MostIterations, Tolerance, isOver);
    }

    public Predictions Predict(FeatureMatrix rows)
    {
        var model = ToModel(_point);
        var outputs = new double[rows.Rows * model.Outputs];
        model.Score(rows, outputs);
        return new Predictions(outputs, model.Outputs);
    }

    public LinearModel ToModel(double[] point)
    {
        var weights = point[..(_loss.Scores * _means.Length)];
        var intercepts = point[weights.Length..];
        return new LinearModel(
            Array.ConvertAll(weights, weight => weight * _scale.Scale),
            Array.ConvertAll(intercepts, intercept => (intercept * _scale.Scale) + _scale.Centre),
            _means,
            _scale.Link);
    }

    internal static double[] Means(FeatureMatrix features)
    {
        var means = new double[features.Width];
        for (var row = 0; row < features.Rows; row++)
        {
            var values = features.Row(row);
            for (var i = 0; i < means.Length; i++)
            {
                means[i] += values[i];
            }
        }

        return Array.ConvertAll(means, sum => sum / Math.Max(1, features.Rows));
    }
}
