using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Models;

/// <summary>One fully connected layer of a network: biases plus a weighted sum of its inputs.</summary>
public sealed class DenseLayer
{
    /// <param name="weights">Weights, input after input, one per output.</param>
    /// <param name="biases">Biases, one per output.</param>
    public DenseLayer(float[] weights, float[] biases)
    {
        if (biases.Length == 0 || weights.Length == 0 || weights.Length % biases.Length != 0)
        {
            throw new ArgumentException($"{weights.Length} weights do not fit {biases.Length} outputs.", nameof(weights));
        }

        if (!weights.All(float.IsFinite) || !biases.All(float.IsFinite))
        {
            throw new ArgumentException("A layer has a weight or a bias that is not a finite number.", nameof(weights));
        }

        (Weights, Biases) = (weights, biases);
    }

    [JsonConverter(typeof(Base64Singles))]
    public float[] Weights { get; }

    [JsonConverter(typeof(Base64Singles))]
    public float[] Biases { get; }

    [JsonIgnore]
    public int Inputs => Weights.Length / Biases.Length;

    [JsonIgnore]
    public int Outputs => Biases.Length;

    /// <summary>Accumulates input by input, so that inputs of 0, as most flags are, cost nothing.</summary>
    internal void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        Biases.CopyTo(outputs);
        for (var i = 0; i < Inputs; i++)
        {
            if (inputs[i] != 0)
            {
                AddScaled(Weights.AsSpan(i * Outputs, Outputs), inputs[i], outputs);
            }
        }
    }

    /// <summary>Computes the slopes of the inputs from the slopes of the outputs.</summary>
    internal void Backward(ReadOnlySpan<float> outputSlopes, Span<float> inputSlopes)
    {
        for (var i = 0; i < Inputs; i++)
        {
            var weights = Weights.AsSpan(i * Outputs, Outputs);
            var sum = 0f;
            for (var j = 0; j < weights.Length; j++)
            {
                sum += weights[j] * outputSlopes[j];
            }

            inputSlopes[i] = sum;
        }
    }

    private static void AddScaled(ReadOnlySpan<float> weights, float scale, Span<float> sums)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var wide = MemoryMarshal.Cast<float, Vector<float>>(sums);
        var factor = new Vector<float>(scale);
        for (var i = 0; i < vectors.Length; i++)
        {
            wide[i] += vectors[i] * factor;
        }

        for (var i = vectors.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            sums[i] += weights[i] * scale;
        }
    }
}
