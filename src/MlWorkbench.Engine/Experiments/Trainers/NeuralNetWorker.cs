using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// Buffers of one thread for the forward and backward pass of its share of a batch: activations of a block of rows, and the gradient of all.
/// </summary>
internal sealed class NeuralNetWorker
{
    /// <summary>Rows per block. Their activations fit into the first caches of the processor.</summary>
    private const int BlockRows = 32;

    private readonly DenseFit[] _layers;
    private readonly TargetLoss _loss;
    private readonly float _dropout;
    private readonly float[][] _values;
    private readonly float[][] _slopes;
    private readonly double[] _scores;
    private uint _state;

    public NeuralNetWorker(DenseFit[] layers, TargetLoss loss, float dropout, int seed)
    {
        (_layers, _loss, _dropout, _state) = (layers, loss, dropout, (uint)seed * 2_654_435_769u | 1);
        _values = [new float[BlockRows * layers[0].Inputs], .. layers.Select(layer => new float[BlockRows * layer.Outputs])];
        _slopes = [[], .. layers.Select(layer => new float[BlockRows * layer.Outputs])];
        _scores = new double[layers[^1].Outputs];
        Gradients = [.. layers.Select(layer => new float[layer.Size])];
    }

    /// <summary>Gradient per layer, summed over the rows of the last call.</summary>
    public float[][] Gradients { get; }

    /// <param name="targets">Standardised numbers, or class numbers.</param>
    public void Run(FeatureMatrix features, double[] targets, ReadOnlySpan<int> rows)
    {
        foreach (var gradient in Gradients)
        {
            Array.Clear(gradient);
        }

        for (var start = 0; start < rows.Length; start += BlockRows)
        {
            var block = rows.Slice(start, Math.Min(BlockRows, rows.Length - start));
            Forward(features, block);
            Slopes(targets, block);
            Backward(block.Length);
        }
    }

    private void Forward(FeatureMatrix features, ReadOnlySpan<int> rows)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            var bent = _values[0].AsSpan(row * features.Width, features.Width);
            var plain = features.Row(rows[row]);
            for (var i = 0; i < plain.Length; i++)
            {
                bent[i] = plain[i] == 0 ? 0 : NeuralNetwork.Bend(plain[i]);
            }
        }

        for (var layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer].Forward(_values[layer], _values[layer + 1], rows.Length);
            if (layer < _layers.Length - 1)
            {
                RectifyAndDrop(_values[layer + 1].AsSpan(0, rows.Length * _layers[layer].Outputs));
            }
        }
    }

    /// <summary>Dropped units (Srivastava et al. 2014) are 0, like rectified ones, so the backward pass skips both.</summary>
    private void RectifyAndDrop(Span<float> values)
    {
        var kept = 1 / (1 - _dropout);
        var dropped = (uint)(_dropout * uint.MaxValue);
        foreach (ref var value in values)
        {
            // Xorshift (Marsaglia 2003): a random number per unit and row must cost next to nothing.
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            value = value > 0 && _state >= dropped ? value * kept : 0;
        }
    }

    private void Slopes(double[] targets, ReadOnlySpan<int> rows)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            for (var i = 0; i < _scores.Length; i++)
            {
                _scores[i] = _values[^1][(row * _scores.Length) + i];
            }

            LinearLoss.ToSlopes(_loss, targets[rows[row]], _scores);
            for (var i = 0; i < _scores.Length; i++)
            {
                _slopes[^1][(row * _scores.Length) + i] = (float)_scores[i];
            }
        }
    }

    private void Backward(int rows)
    {
        var kept = 1 / (1 - _dropout);
        for (var layer = _layers.Length - 1; layer >= 0; layer--)
        {
            _layers[layer].AddGradient(_values[layer], _slopes[layer + 1], Gradients[layer], rows);
            if (layer == 0)
            {
                return;
            }

            _layers[layer].Backward(_slopes[layer + 1], _slopes[layer], rows);
            for (var i = 0; i < rows * _layers[layer].Inputs; i++)
            {
                _slopes[layer][i] = _values[layer][i] > 0 ? _slopes[layer][i] * kept : 0;
            }
        }
    }
}
