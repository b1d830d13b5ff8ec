using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Models;

/// <summary>The same outputs for every row: the baseline that a model must beat.</summary>
public sealed class ConstantModel : Model
{
    /// <param name="values">The mean of the target for regression, otherwise the share of each class.</param>
    public ConstantModel(double[] values)
    {
        if (values.Length == 0 || !values.All(double.IsFinite))
        {
            throw new ArgumentException("A constant model needs at least one finite output.", nameof(values));
        }

        Values = values;
    }

    public double[] Values { get; }

    [JsonIgnore]
    public override int Features => 0;

    [JsonIgnore]
    public override int Outputs => Values.Length;

    [JsonIgnore]
    public override int RawScores => Values.Length == 2 ? 1 : Values.Length;

    public override void Score(ReadOnlySpan<float> features, Span<double> outputs) => Values.CopyTo(outputs);

    public override void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        switch (Values.Length)
        {
            case 1:
                contributions[0] = Values[0];
                break;
            case 2:
                contributions[0] = Links.Logit(Values[1]);
                break;
            default:
                for (var i = 0; i < Values.Length; i++)
                {
                    contributions[i] = Math.Log(Math.Max(Values[i], 1e-15));
                }

                break;
        }
    }
}
