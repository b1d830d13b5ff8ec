using System.Text.Json.Serialization;

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

    /// <summary>The same for a single score in the units of contributions: log-odds for binary, log-probability for classes, the number for regression. Rises with the score.</summary>
    internal abstract double ApplyToScore(double score);
}
