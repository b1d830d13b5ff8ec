using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Contributions;

namespace MlWorkbench.Scoring.Models;

/// <summary>Transformation of outputs after scoring: calibration of probabilities, or the inverse of a transformation of the target.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PlattCalibrator), "platt")]
[JsonDerivedType(typeof(IsotonicCalibrator), "isotonic")]
[JsonDerivedType(typeof(TemperatureCalibrator), "temperature")]
[JsonDerivedType(typeof(ExponentialMap), "expm1")]
public abstract class OutputMap
{
    /// <summary>Whether it supports a model with this number of outputs.</summary>
    public abstract bool Fits(int outputs);

    public abstract void Apply(Span<double> outputs);

    /// <summary>Transforms contributions: one part of <paramref name="width"/> numbers per score.</summary>
    internal virtual void Carry(Span<double> contributions, int width)
    {
        for (var start = 0; start < contributions.Length; start += width)
        {
            Rescaling.Apply(contributions.Slice(start, width), ApplyToScore);
        }
    }

    /// <summary>
    /// Applies the map to a single score in the units of contributions: log-odds for binary, the number for regression. It increases with the score.
    /// </summary>
    private protected abstract double ApplyToScore(double score);
}
