namespace MlWorkbench.Engine.Evaluations;

/// <summary>A 95 % confidence interval.</summary>
public readonly record struct Interval(double Low, double High)
{
    public Interval Clip(double minimum, double maximum) => new(Math.Clamp(Low, minimum, maximum), Math.Clamp(High, minimum, maximum));
}
