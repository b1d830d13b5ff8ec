using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Contributions;

namespace MlWorkbench.Scoring.Models;

/// <summary>A weighted sum of the features per raw score, then a link: linear, logistic or multinomial regression.</summary>
public sealed class LinearModel : Model
{
    /// <param name="weights">Weights, one per raw score and feature, raw score after raw score.</param>
    /// <param name="intercepts">Intercepts, one per raw score.</param>
    /// <param name="means">Mean of each feature in training, the origin of contributions.</param>
    public LinearModel(double[] weights, double[] intercepts, double[] means, Link link)
    {
        if (intercepts.Length == 0 || weights.Length != means.Length * intercepts.Length)
        {
            throw new ArgumentException($"{weights.Length} weights do not fit {means.Length} features and {intercepts.Length} scores.", nameof(weights));
        }

        if (link is Link.Sigmoid or Link.Exp && intercepts.Length != 1)
        {
            throw new ArgumentException($"The link {link} takes one score, not {intercepts.Length}.", nameof(link));
        }

        if (!weights.All(double.IsFinite) || !intercepts.All(double.IsFinite) || !means.All(double.IsFinite))
        {
            throw new ArgumentException("A linear model has a weight, an intercept or a mean that is not a finite number.", nameof(weights));
        }

        (Weights, Intercepts, Means, Link) = (weights, intercepts, means, link);
    }

    public double[] Weights { get; }

    public double[] Intercepts { get; }

    public double[] Means { get; }

    public Link Link { get; }

    [JsonIgnore]
    public override int Features => Means.Length;

    [JsonIgnore]
    public override int Outputs => Links.Outputs(Link, Intercepts.Length);

    [JsonIgnore]
    public override int RawScores => Intercepts.Length;

    public override void Score(ReadOnlySpan<float> features, Span<double> outputs)
    {
        for (var score = 0; score < Intercepts.Length; score++)
        {
            var weights = Weights.AsSpan(score * Means.Length, Means.Length);
            var sum = Intercepts[score];
            for (var i = 0; i < weights.Length; i++)
            {
                sum += weights[i] * features[i];
            }

            outputs[score] = sum;
        }

        Links.Apply(Link, 1, outputs);
    }

    public override void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        for (var score = 0; score < Intercepts.Length; score++)
        {
            LinearContributions.Write(
                Weights.AsSpan(score * Means.Length, Means.Length),
                Intercepts[score],
                Means,
                features,
                contributions.Slice(score * (Means.Length + 1), Means.Length + 1));
        }

        if (Link == Link.Exp)
        {
            Rescaling.Apply(contributions, Math.Exp);
        }
    }
}
