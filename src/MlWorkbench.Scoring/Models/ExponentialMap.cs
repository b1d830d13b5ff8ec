namespace MlWorkbench.Scoring.Models;

/// <summary>The inverse of a regression on ln(1 + target): exp(output) − 1.</summary>
public sealed class ExponentialMap : OutputMap
{
    // exp(709) is the largest that a double can represent.
    private const double Largest = 700;

    public override bool Fits(int outputs) => outputs == 1;

    public override void Apply(Span<double> outputs) => outputs[0] = ApplyToScore(outputs[0]);

    private protected override double ApplyToScore(double score) => Math.Exp(Math.Min(score, Largest)) - 1;
}
