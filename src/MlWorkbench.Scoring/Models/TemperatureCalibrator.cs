using MlWorkbench.Scoring.Contributions;

namespace MlWorkbench.Scoring.Models;

/// <summary>Calibration of all classes by one temperature: probabilities proportional to p^(1 / temperature) (Guo et al. 2017).</summary>
public sealed class TemperatureCalibrator : OutputMap
{
    public TemperatureCalibrator(double temperature)
    {
        if (!double.IsFinite(temperature) || temperature <= 0)
        {
            throw new ArgumentException($"A temperature cannot be {temperature}.", nameof(temperature));
        }

        Temperature = temperature;
    }

    /// <summary>A value above 1 makes probabilities less extreme, below 1 more extreme.</summary>
    public double Temperature { get; }

    public override bool Fits(int outputs) => outputs >= 2;

    public override void Apply(Span<double> outputs)
    {
        foreach (ref var output in outputs)
        {
            output = Cooled(output);
        }

        Links.Softmax(outputs);
    }

    /// <summary>For several classes, each log-probability is divided by the temperature. The softmax then connects them.</summary>
    internal override void Carry(Span<double> contributions, int width)
    {
        if (contributions.Length == width)
        {
            base.Carry(contributions, width);
            return;
        }

        for (var start = 0; start < contributions.Length; start += width)
        {
            Rescaling.Apply(contributions.Slice(start, width), logOdds => Cooled(Links.Sigmoid(logOdds)));
        }

        SoftmaxContributions.ToLogOdds(contributions, width);
    }

    private protected override double ApplyToScore(double score) => Cooled(Links.Sigmoid(score)) - Cooled(1 - Links.Sigmoid(score));

    private double Cooled(double probability) => Math.Log(Math.Max(probability, 1e-15)) / Temperature;
}
