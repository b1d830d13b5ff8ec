namespace MlWorkbench.Scoring.Contributions;

/// <summary>How a score came about: the base value plus one contribution per input column.</summary>
/// <param name="Class">The class that the score speaks for; null for regression.</param>
/// <param name="Space">The scale of base value and contributions.</param>
/// <param name="BaseValue">The score before anything is known of the row.</param>
/// <param name="Contributions">Per column of the signature.</param>
public sealed record ScoreExplanation(string? Class, ContributionSpace Space, double BaseValue, double[] Contributions)
{
    /// <summary>The score that was answered, on the scale of <see cref="Space"/>.</summary>
    public double Score => BaseValue + Contributions.Sum();
}
