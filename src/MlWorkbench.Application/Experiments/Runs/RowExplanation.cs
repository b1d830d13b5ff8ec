using MlWorkbench.Scoring.Contributions;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Explanation of a model's prediction for one row of its dataset version.</summary>
/// <param name="Row">1-based data row.</param>
/// <param name="Actual">The target's value as text. Null if it is missing.</param>
/// <param name="Label">The predicted class. Null for regression.</param>
/// <param name="Score">The predicted number for regression, otherwise the probability of the explained class.</param>
/// <param name="ExplainedClass">The class that the contributions refer to. Null for regression.</param>
/// <param name="Space">The scale on which base value and contributions add up to the score: log-odds of the explained class, or units of the target.</param>
/// <param name="BaseValue">The score without any information about the row.</param>
/// <param name="Contributions">The amount that each column added to the base value, largest first.</param>
public sealed record RowExplanation(int Row, string? Actual, string? Label, double Score, string? ExplainedClass, ContributionSpace Space, double BaseValue, IReadOnlyList<ColumnContribution> Contributions);
