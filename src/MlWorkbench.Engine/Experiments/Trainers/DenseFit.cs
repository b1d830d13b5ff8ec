using System.Numerics.Tensors;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// One fully connected layer in training. Weights and then biases lie in one array, input after input; steps are those of Adam with
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

    private Span<float> Biases => _values.AsSpan(Inputs * Outputs);

    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        Biases.CopyTo(outputs);
        for (var i = 0; i < Inputs; i++)
        {
            if (inputs[i] != 0)
            {
                TensorPrimitives.MultiplyAdd(Row(i), inputs[i], outputs, outputs);
            }
        }
    }

    /// <summary>Adds one row's slopes to the gradient.</summary>
    public void AddGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputSlopes, Span<float> gradient)
    {
        for (var i = 0; i < Inputs; i++)
        {
            if (inputs[i] != 0)
            {
                var part = gradient.Slice(i * Outputs, Outputs);
                TensorPrimitives.MultiplyAdd(outputSlopes, inputs[i], part, part);
            }
        }

        var biases = gradient[(Inputs * Outputs)..];
        TensorPrimitives.Add(biases, outputSlopes, biases);
    }

    public void Backward(ReadOnlySpan<float> outputSlopes, Span<float> inputSlopes)
    {
        for (var i = 0; i < Inputs; i++)
        {
            inputSlopes[i] = TensorPrimitives.Dot(Row(i), outputSlopes);
        }
    }

    /// <param name="step">1 for the first.</param>
    public void Step(ReadOnlySpan<float> gradient, int step, float rate, float decay)
    {
        var meanScale = 1 / (1 - MathF.Pow(MeanMemory, step));
        var squareScale = 1 / (1 - MathF.Pow(SquareMemory, step));
        for (var i = 0; i < _values.Length; i++)
        {
            var slope = gradient[i];
            _means[i] += (1 - MeanMemory) * (slope - _means[i]);
            _squares[i] += (1 - SquareMemory) * ((slope * slope) - _squares[i]);
            var held = i < Inputs * Outputs ? decay : 0;
            _values[i] -= rate * ((_means[i] * meanScale / (MathF.Sqrt(_squares[i] * squareScale) + Tiny)) + (held * _values[i]));
        }
    }

    /// <param name="scale">Of the outputs.</param>
    /// <param name="offset">Of the outputs.</param>
    public DenseLayer ToLayer(float scale = 1, float offset = 0) => new(
        Array.ConvertAll(_values[..(Inputs * Outputs)], value => value * scale),
        Array.ConvertAll(_values[(Inputs * Outputs)..], value => (value * scale) + offset));

    private ReadOnlySpan<float> Row(int input) => _values.AsSpan(input * Outputs, Outputs);

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
