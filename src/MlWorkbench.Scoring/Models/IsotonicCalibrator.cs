namespace MlWorkbench.Scoring.Models;

/// <summary>Binary calibration by an increasing piecewise linear curve (Zadrozny and Elkan 2002).</summary>
public sealed class IsotonicCalibrator : OutputMap
{
    /// <param name="scores">Probabilities before calibration, strictly ascending.</param>
    /// <param name="probabilities">Probabilities after calibration, ascending.</param>
    public IsotonicCalibrator(double[] scores, double[] probabilities)
    {
        if (scores.Length == 0 || scores.Length != probabilities.Length)
        {
            throw new ArgumentException($"A curve of {scores.Length} scores has {probabilities.Length} probabilities.", nameof(scores));
        }

        for (var i = 0; i < scores.Length; i++)
        {
            var rises = i == 0 || (scores[i] > scores[i - 1] && probabilities[i] >= probabilities[i - 1]);
            if (!double.IsFinite(scores[i]) || !(probabilities[i] is >= 0 and <= 1) || !rises)
            {
                throw new ArgumentException($"The calibration curve does not increase at its point {i + 1}.", nameof(scores));
            }
        }

        (Scores, Probabilities) = (scores, probabilities);
    }

    public double[] Scores { get; }

    public double[] Probabilities { get; }

    public override bool Fits(int outputs) => outputs == 2;

    public override void Apply(Span<double> outputs)
    {
        outputs[1] = Interpolate(outputs[1]);
        outputs[0] = 1 - outputs[1];
    }

    private protected override double ApplyToScore(double score) => Links.Logit(Interpolate(Links.Sigmoid(score)));

    private double Interpolate(double score)
    {
        var index = Array.BinarySearch(Scores, score);
        if (index >= 0)
        {
            return Probabilities[index];
        }

        var next = ~index;
        if (next == 0 || next == Scores.Length)
        {
            return Probabilities[next == 0 ? 0 : next - 1];
        }

        var share = (score - Scores[next - 1]) / (Scores[next] - Scores[next - 1]);
        return Probabilities[next - 1] + (share * (Probabilities[next] - Probabilities[next - 1]));
    }
}
