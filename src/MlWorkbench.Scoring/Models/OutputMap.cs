using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Contributions;

namespace MlWorkbench.Scoring.Models;

/// <summary>What is done to outputs after scoring: calibration of probabilities, or the way back from a transformed target.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PlattCalibrator), "platt")]
[JsonDerivedType(typeof(IsotonicCalibrator), "isotonic")]
[JsonDerivedType(typeof(TemperatureCalibrator), "temperature")]
[JsonDerivedType(typeof(ExponentialMap), "expm1")]
public abstract class OutputMap
{
    /// <summary>Whether it can follow a model with this many outputs.</summary>
    public abstract bool Fits(int outputs);

    public abstract void Apply(Span<double> outputs);

    /// <summary>Carries contributions through the map: one part of <paramref name="width"/> numbers per score.</summary>
    internal virtual void Carry(Span<double> contributions, int width)
    {
        for (var start = 0; start < contributions.Length; start += width)
        {
            Rescaling.Apply(contributions.Slice(start, width), ApplyToScore);
        }
    }

    /// <summary>The same as <see cref="Apply"/> for a single score in the units of contributions: log-odds for binary, the number for regression. Rises with the score.</summary>
    private protected abstract double ApplyToScore(double score);
}
