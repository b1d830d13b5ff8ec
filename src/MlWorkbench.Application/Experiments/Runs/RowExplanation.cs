using MlWorkbench.Scoring.Contributions;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>How a run's model comes to its prediction for one row of its dataset version.</summary>
/// <param name="Row">1-based data row.</param>
/// <param name="Actual">The target's value as text; null where it is missing.</param>
/// <param name="Label">The predicted class; null for regression.</param>
/// <param name="Score">The number itself for regression, otherwise the probability of the explained class.</param>
/// <param name="ExplainedClass">The class that the contributions speak for; null for regression.</param>
/// <param name="Space">The scale of base value and contributions, on which they add up to the score: log-odds of the explained class, or units of the target.</param>
/// <param name="BaseValue">The score before anything is known of the row.</param>
/// <param name="Contributions">What each column added to the base value, largest first.</param>
public sealed record RowExplanation(int Row, string? Actual, string? Label, double Score, string? ExplainedClass, ContributionSpace Space, double BaseValue, IReadOnlyList<ColumnContribution> Contributions);
