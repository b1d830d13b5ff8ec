namespace MlWorkbench.Scoring.Models;

/// <summary>Calibration of all classes by one temperature: probabilities in proportion to p^(1 / temperature) (Guo et al. 2017).</summary>
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

    /// <summary>Above 1 makes probabilities less sure, below 1 surer.</summary>
    public double Temperature { get; }

    public override bool Fits(int outputs) => outputs >= 2;

    public override void Apply(Span<double> outputs)
    {
        foreach (ref var output in outputs)
        {
            output = Math.Log(Math.Max(output, 1e-15)) / Temperature;
        }

        Links.Softmax(outputs);
    }

    internal override double ApplyToScore(double score) => score / Temperature;
}
