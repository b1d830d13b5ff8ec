using System.Numerics.Tensors;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// Trains one network: rectified layers, Adam, shuffled batches. The learning rate rises at first and then falls along a cosine (Loshchilov and Hutter 2017)
/// to zero at the end of the last epoch.
/// </summary>
internal sealed class NeuralNetFit
{
    private const int SmallestBatch = 32;
    private const int LargestBatch = 256;
    private const int BatchesWanted = 40;
    private const double WarmUp = 0.05;

    private readonly FeatureMatrix _features;
    private readonly double[] _targets;
    private readonly NeuralNetSettings _settings;
    private readonly float[] _means;
    private readonly TargetScale _scale;
    private readonly DenseFit[] _layers;
    private readonly NeuralNetWorker[] _workers;
    private readonly Random _random;
    private readonly int[] _order;
    private readonly int _batch;
    private int _step;

    /// <param name="threads">Threads that share each batch.</param>
    public NeuralNetFit(FeatureMatrix features, double[] targets, Target target, NeuralNetSettings settings, int seed, int threads)
    {
        (_features, _settings, _random) = (features, settings, new Random(seed));
        _means = Array.ConvertAll(LinearFit.Means(features), mean => (float)mean);
        _scale = TargetScale.Of(target.Task, targets, settings.Logarithmic);
        _targets = _scale.Apply(targets);
        int[] widths = [features.Width, .. Enumerable.Repeat(settings.Units, settings.Layers), target.Shape.Scores(target.Classes.Count)];
        _layers = new DenseFit[widths.Length - 1];
        for (var layer = 0; layer < _layers.Length; layer++)
        {
            // Initial weights of this variance preserve the size of the signal in rectified layers (He et al. 2015); the last layer starts near 0.
            var scale = Math.Sqrt(2.0 / widths[layer]) * (layer == _layers.Length - 1 ? 0.1 : 1);
            _layers[layer] = new DenseFit(widths[layer], widths[layer + 1], scale, _random);
        }

        _workers = [.. Enumerable.Range(0, threads).Select(worker => new NeuralNetWorker(_layers, _scale.Loss, settings.Dropout, seed + worker + 1))];
        _order = [.. Enumerable.Range(0, features.Rows)];
        _batch = Math.Clamp(features.Rows / BatchesWanted, SmallestBatch, LargestBatch);
    }

    /// <summary>Trains one epoch over all rows, or until <paramref name="isOver"/>.</summary>
    /// <param name="progress">Progress of the whole training at the start and at the end of this epoch, from 0 to 1.</param>
    public void TrainEpoch((double Start, double End) progress, Func<bool> isOver)
    {
        _random.Shuffle(_order);
        for (var start = 0; start < _order.Length && !isOver(); start += _batch)
        {
            var share = (double)start / _order.Length;
            Step(start, Math.Min(_batch, _order.Length - start), Rate(progress.Start + (share * (progress.End - progress.Start))));
        }
    }

    public Predictions Predict(FeatureMatrix rows)
    {
        var model = ToModel();
        var outputs = new double[rows.Rows * model.Outputs];
        model.Score(rows, outputs);
        return new Predictions(outputs, model.Outputs);
    }

    public NeuralNetwork ToModel() => new(
        [.. _layers[..^1].Select(layer => layer.ToLayer()), _layers[^1].ToLayer((float)_scale.Scale, (float)_scale.Centre)],
        _means,
        _scale.Link);

    private float Rate(double progress) => _settings.Rate * (float)(progress < WarmUp
        ? progress / WarmUp
        : 0.5 * (1 + Math.Cos(Math.PI * (progress - WarmUp) / (1 - WarmUp))));

    private void Step(int start, int count, float rate)
    {
        var share = (count + _workers.Length - 1) / _workers.Length;
        FoldThreads.For(_workers.Length, _workers.Length, worker =>
        {
            var from = Math.Min(worker * share, count);
            _workers[worker].Run(_features, _targets, _order.AsSpan(start + from, Math.Min(share, count - from)));
        });
        _step++;
        for (var layer = 0; layer < _layers.Length; layer++)
        {
            var gradient = _workers[0].Gradients[layer].AsSpan();
            foreach (var worker in _workers.Skip(1))
            {
                TensorPrimitives.Add(gradient, worker.Gradients[layer], gradient);
            }

            TensorPrimitives.Divide(gradient, count, gradient);
            _layers[layer].Step(gradient, _step, rate, _settings.Decay);
        }
    }
}
