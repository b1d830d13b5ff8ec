using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>One linear model in the making: each call goes on from the last solution with another penalty.</summary>
internal sealed class LinearFit
{
    private const int MostIterations = 200;
    private const double Tolerance = 1e-5;

    private readonly LinearLoss _loss;
    private readonly Lbfgs _solver;
    private readonly double[] _point;
    private readonly ModelTask _task;
    private readonly double[] _means;
    private readonly double _centre;
    private readonly double _scale = 1;

    public LinearFit(FeatureMatrix features, double[] targets, Target target)
    {
        _task = target.Task;
        _means = Means(features);
        if (_task == ModelTask.Regression)
        {
            (_centre, _scale) = CentreAndScale(targets);
            targets = Array.ConvertAll(targets, value => (value - _centre) / _scale);
        }

        _loss = new LinearLoss(features, targets, _task, target.Classes.Count);
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
        var link = _task switch
        {
            ModelTask.Regression => Link.Identity,
            ModelTask.Binary => Link.Sigmoid,
            _ => Link.Softmax,
        };
        return new LinearModel(
            Array.ConvertAll(weights, weight => weight * _scale),
            Array.ConvertAll(intercepts, intercept => (intercept * _scale) + _centre),
            _means,
            link);
    }

    /// <summary>Mean and standard deviation; of targets that are all the same the deviation counts as 1.</summary>
    internal static (double Centre, double Scale) CentreAndScale(double[] targets)
    {
        var centre = targets.Average();
        var spread = Math.Sqrt(targets.Sum(value => (value - centre) * (value - centre)) / targets.Length);
        return (centre, spread > 0 ? spread : 1);
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
