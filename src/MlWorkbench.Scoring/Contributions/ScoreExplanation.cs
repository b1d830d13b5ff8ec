namespace MlWorkbench.Scoring.Contributions;

/// <summary>How a score came about: the base value plus one contribution per input column.</summary>
/// <param name="Class">The class that the score speaks for; null for regression.</param>
/// <param name="BaseValue">The score before anything is known of the row.</param>
/// <param name="Contributions">Per column of the signature.</param>
public sealed record ScoreExplanation(string? Class, double BaseValue, double[] Contributions)
{
    public double Score => BaseValue + Contributions.Sum();
}
