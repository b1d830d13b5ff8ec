using System.Numerics;
using System.Numerics.Tensors;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// One fully connected layer in training. Weights and then biases are in one array, input after input. Steps are those of Adam with
/// decoupled weight decay (Loshchilov and Hutter 2019).
/// </summary>
internal sealed class DenseFit
{
    private const float MeanMemory = 0.9f;
    private const float SquareMemory = 0.95f;
    private const float Tiny = 1e-8f;

    private readonly float[] _values;
    private readonly float[] _means;
    private readonly float[] _squares;

    public DenseFit(int inputs, int outputs, double scale, Random random)
    {
        (Inputs, Outputs) = (inputs, outputs);
        _values = new float[Size];
        _means = new float[Size];
        _squares = new float[Size];
        for (var i = 0; i < inputs * outputs; i++)
        {
            _values[i] = (float)(scale * Gaussian(random));
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    public int Size => (Inputs + 1) * Outputs;

    private ReadOnlySpan<float> Weights => _values.AsSpan(0, Inputs * Outputs);

    private ReadOnlySpan<float> Biases => _values.AsSpan(Inputs * Outputs);

    /// <param name="inputs">Inputs, row after row.</param>
    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs, int rows) => MatrixKernels.Forward(inputs, Weights, Biases, outputs, rows);

    /// <summary>Adds the slopes of a block of rows to the gradient.</summary>
    public void AddGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputSlopes, Span<float> gradient, int rows)
    {
        MatrixKernels.AddGradient(inputs, outputSlopes, gradient, rows, Inputs, Outputs);
        var biases = gradient[(Inputs * Outputs)..];
        for (var row = 0; row < rows; row++)
        {
            TensorPrimitives.Add(biases, outputSlopes.Slice(row * Outputs, Outputs), biases);
        }
    }

    public void Backward(ReadOnlySpan<float> outputSlopes, Span<float> inputSlopes, int rows) =>
        MatrixKernels.Backward(outputSlopes, Weights, inputSlopes, rows, Inputs, Outputs);

    /// <param name="step">Number of the step, from 1.</param>
    public void Step(ReadOnlySpan<float> gradient, int step, float rate, float decay)
    {
        var meanScale = 1 / (1 - MathF.Pow(MeanMemory, step));
        var squareScale = 1 / (1 - MathF.Pow(SquareMemory, step));
        Move(0, Inputs * Outputs, gradient, (meanScale, squareScale), rate, decay);
        Move(Inputs * Outputs, Size, gradient, (meanScale, squareScale), rate, 0);
    }

    private void Move(int from, int to, ReadOnlySpan<float> gradient, (float Mean, float Square) scale, float rate, float decay)
    {
        var i = from;
        for (; i + Vector<float>.Count <= to; i += Vector<float>.Count)
        {
            var slope = new Vector<float>(gradient[i..]);
            var mean = new Vector<float>(_means, i);
            var square = new Vector<float>(_squares, i);
            var value = new Vector<float>(_values, i);
            mean += (slope - mean) * (1 - MeanMemory);
            square += ((slope * slope) - square) * (1 - SquareMemory);
            mean.CopyTo(_means, i);
            square.CopyTo(_squares, i);
            var step = mean * scale.Mean / (Vector.SquareRoot(square * scale.Square) + new Vector<float>(Tiny));
            (value - ((step + (value * decay)) * rate)).CopyTo(_values, i);
        }

        for (; i < to; i++)
        {
            var slope = gradient[i];
            _means[i] += (slope - _means[i]) * (1 - MeanMemory);
            _squares[i] += ((slope * slope) - _squares[i]) * (1 - SquareMemory);
            var step = _means[i] * scale.Mean / (MathF.Sqrt(_squares[i] * scale.Square) + Tiny);
            _values[i] -= (step + (_values[i] * decay)) * rate;
        }
    }

    /// <param name="scale">Scale of the outputs.</param>
    /// <param name="offset">Offset of the outputs.</param>
    public DenseLayer ToLayer(float scale = 1, float offset = 0) => new(
        Array.ConvertAll(_values[..(Inputs * Outputs)], value => value * scale),
        Array.ConvertAll(_values[(Inputs * Outputs)..], value => (value * scale) + offset));

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
