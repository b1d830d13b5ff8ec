namespace MlWorkbench.Scoring.Contributions;

/// <summary>Explanation of a score: the base value plus one contribution per input column.</summary>
/// <param name="Class">The explained class. Null for regression.</param>
/// <param name="Space">The scale of base value and contributions.</param>
/// <param name="BaseValue">The score without any knowledge of the row.</param>
/// <param name="Contributions">Contributions per column of the signature.</param>
public sealed record ScoreExplanation(string? Class, ContributionSpace Space, double BaseValue, double[] Contributions)
{
    /// <summary>The explained score, on the scale of <see cref="Space"/>.</summary>
    public double Score => BaseValue + Contributions.Sum();
}
