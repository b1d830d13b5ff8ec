using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>What one thread needs to push its share of a batch through the layers and back: activations of one row, and the gradient of all.</summary>
internal sealed class NeuralNetWorker
{
    private readonly DenseFit[] _layers;
    private readonly ModelTask _task;
    private readonly float _dropout;
    private readonly Random _random;
    private readonly float[][] _values;
    private readonly float[][] _slopes;
    private readonly double[] _scores;

    public NeuralNetWorker(DenseFit[] layers, ModelTask task, float dropout, int seed)
    {
        (_layers, _task, _dropout, _random) = (layers, task, dropout, new Random(seed));
        _values = [new float[layers[0].Inputs], .. layers.Select(layer => new float[layer.Outputs])];
        _slopes = [new float[layers[0].Inputs], .. layers.Select(layer => new float[layer.Outputs])];
        _scores = new double[layers[^1].Outputs];
        Gradients = [.. layers.Select(layer => new float[layer.Size])];
    }

    /// <summary>Per layer, summed over the rows of the last call.</summary>
    public float[][] Gradients { get; }

    /// <param name="targets">Standardised numbers, or class numbers.</param>
    public void Run(FeatureMatrix features, double[] targets, ReadOnlySpan<int> rows)
    {
        foreach (var gradient in Gradients)
        {
            Array.Clear(gradient);
        }

        foreach (var row in rows)
        {
            Forward(features.Row(row));
            Slopes(targets[row]);
            Backward();
        }
    }

    private void Forward(ReadOnlySpan<float> features)
    {
        for (var i = 0; i < features.Length; i++)
        {
            _values[0][i] = features[i] == 0 ? 0 : NeuralNetwork.Bend(features[i]);
        }

        for (var layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer].Forward(_values[layer], _values[layer + 1]);
            if (layer < _layers.Length - 1)
            {
                RectifyAndDrop(_values[layer + 1]);
            }
        }
    }

    /// <summary>Dropped units (Srivastava et al. 2014) are 0, as rectified ones are, so that the way back passes neither.</summary>
    private void RectifyAndDrop(Span<float> values)
    {
        var kept = 1 / (1 - _dropout);
        foreach (ref var value in values)
        {
            value = value > 0 && (_dropout == 0 || _random.NextSingle() >= _dropout) ? value * kept : 0;
        }
    }

    private void Slopes(double target)
    {
        for (var i = 0; i < _scores.Length; i++)
        {
            _scores[i] = _values[^1][i];
        }

        LinearLoss.ToSlopes(_task, target, _scores);
        for (var i = 0; i < _scores.Length; i++)
        {
            _slopes[^1][i] = (float)_scores[i];
        }
    }

    private void Backward()
    {
        var kept = 1 / (1 - _dropout);
        for (var layer = _layers.Length - 1; layer >= 0; layer--)
        {
            _layers[layer].AddGradient(_values[layer], _slopes[layer + 1], Gradients[layer]);
            if (layer == 0)
            {
                return;
            }

            _layers[layer].Backward(_slopes[layer + 1], _slopes[layer]);
            for (var i = 0; i < _slopes[layer].Length; i++)
            {
                _slopes[layer][i] = _values[layer][i] > 0 ? _slopes[layer][i] * kept : 0;
            }
        }
    }
}
