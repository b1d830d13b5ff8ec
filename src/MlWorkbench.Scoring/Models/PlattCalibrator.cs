namespace MlWorkbench.Scoring.Models;

/// <summary>Binary calibration by a line through the log-odds: p' = sigmoid(slope × logit(p) + intercept) (Platt 1999).</summary>
public sealed class PlattCalibrator : OutputMap
{
    public PlattCalibrator(double slope, double intercept)
    {
        if (!double.IsFinite(slope) || !double.IsFinite(intercept))
        {
            throw new ArgumentException($"A calibration cannot have slope {slope} and intercept {intercept}.", nameof(slope));
        }

        (Slope, Intercept) = (slope, intercept);
    }

    public double Slope { get; }

    public double Intercept { get; }

    public override bool Fits(int outputs) => outputs == 2;

    public override void Apply(Span<double> outputs)
    {
        outputs[0] = (Slope * Links.Logit(outputs[1])) + Intercept;
        Links.Apply(Link.Sigmoid, 1, outputs);
    }

    private protected override double ApplyToScore(double score) => (Slope * Links.Logit(Links.Sigmoid(score))) + Intercept;
}
