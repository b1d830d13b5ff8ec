using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Contributions;

namespace MlWorkbench.Scoring.Models;

/// <summary>
/// A feed-forward network over standardised features. Each feature is bent to limit distant values, hidden layers are rectified, and the last layer gives the
/// raw scores.
/// </summary>
public sealed class NeuralNetwork : Model
{
    /// <summary>Limit of a feature in standard deviations.</summary>
    private const float Reach = 3;

    private const int MaxWidth = 4_096;

    private readonly int _widest;

    /// <param name="means">Mean of each feature in training, the origin of contributions.</param>
    public NeuralNetwork(DenseLayer[] layers, float[] means, Link link)
    {
        if (layers.Length < 2 || layers[0].Inputs != means.Length)
        {
            throw new ArgumentException($"{layers.Length} layers do not fit {means.Length} features.", nameof(layers));
        }

        for (var i = 1; i < layers.Length; i++)
        {
            if (layers[i].Inputs != layers[i - 1].Outputs)
            {
                throw new ArgumentException(
                    $"Layer {i + 1} takes {layers[i].Inputs} inputs, but the previous layer has {layers[i - 1].Outputs}.",
                    nameof(layers));
            }
        }

        _widest = layers.Max(layer => layer.Outputs);
        if (_widest > MaxWidth)
        {
            throw new ArgumentException($"A layer is {_widest} wide; at most {MaxWidth} is allowed.", nameof(layers));
        }

        if (link is Link.Sigmoid or Link.Exp && layers[^1].Outputs != 1)
        {
            throw new ArgumentException($"The link {link} takes one score, not {layers[^1].Outputs}.", nameof(link));
        }

        if (!means.All(float.IsFinite))
        {
            throw new ArgumentException("A network has a mean that is not a finite number.", nameof(means));
        }

        (Layers, Means, Link) = (layers, means, link);
    }

    public DenseLayer[] Layers { get; }

    public float[] Means { get; }

    public Link Link { get; }

    [JsonIgnore]
    public override int Features => Means.Length;

    [JsonIgnore]
    public override int Outputs => Links.Outputs(Link, RawScores);

    [JsonIgnore]
    public override int RawScores => Layers[^1].Outputs;

    /// <summary>The input of the network for a feature: about the value itself near 0, never more than 3 away from it.</summary>
    public static float Bend(float value) => value / MathF.Sqrt(1 + (value / Reach * (value / Reach)));

    public override void Score(ReadOnlySpan<float> features, Span<double> outputs)
    {
        Span<float> bent = Features <= MaxWidth ? stackalloc float[Features] : new float[Features];
        for (var i = 0; i < bent.Length; i++)
        {
            bent[i] = features[i] == 0 ? 0 : Bend(features[i]);
        }

        Span<float> first = stackalloc float[_widest];
        Span<float> second = stackalloc float[_widest];
        Layers[0].Forward(bent, first[..Layers[0].Outputs]);
        for (var layer = 1; layer < Layers.Length; layer++)
        {
            var inputs = first[..Layers[layer].Inputs];
            Rectify(inputs);
            Layers[layer].Forward(inputs, second[..Layers[layer].Outputs]);
            var swap = first;
            first = second;
            second = swap;
        }

        for (var score = 0; score < RawScores; score++)
        {
            outputs[score] = first[score];
        }

        Links.Apply(Link, 1, outputs);
    }

    public override void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        IntegratedGradients.Write(this, features, contributions);
        if (Link == Link.Exp)
        {
            Rescaling.Apply(contributions, Math.Exp);
        }
    }

    /// <summary>Raw scores, and the slope of one of them along each feature.</summary>
    internal float[] Slopes(ReadOnlySpan<float> features, int score, Span<float> slopes)
    {
        var values = new float[Layers.Length + 1][];
        values[0] = new float[Features];
        for (var i = 0; i < Features; i++)
        {
            values[0][i] = Bend(features[i]);
        }

        for (var layer = 0; layer < Layers.Length; layer++)
        {
            values[layer + 1] = new float[Layers[layer].Outputs];
            Layers[layer].Forward(values[layer], values[layer + 1]);
            if (layer < Layers.Length - 1)
            {
                Rectify(values[layer + 1]);
            }
        }

        var outputSlopes = new float[RawScores];
        outputSlopes[score] = 1;
        for (var layer = Layers.Length - 1; layer >= 0; layer--)
        {
            var inputSlopes = new float[Layers[layer].Inputs];
            Layers[layer].Backward(outputSlopes, inputSlopes);
            for (var i = 0; layer > 0 && i < inputSlopes.Length; i++)
            {
                inputSlopes[i] = values[layer][i] > 0 ? inputSlopes[i] : 0;
            }

            outputSlopes = inputSlopes;
        }

        for (var i = 0; i < Features; i++)
        {
            var ratio = features[i] / Reach;
            slopes[i] = outputSlopes[i] * MathF.Pow(1 + (ratio * ratio), -1.5f);
        }

        return values[^1];
    }

    private static void Rectify(Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = Math.Max(value, 0);
        }
    }
}
