using MlWorkbench.Scoring.Contributions;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Explanation of a model's prediction for one row of its dataset version.</summary>
public sealed record RowExplanation
{
    /// <summary>1-based data row.</summary>
    public required int Row { get; init; }

    /// <summary>The target's value as text. Null if it is missing.</summary>
    public required string? Actual { get; init; }

    /// <summary>The predicted class. Null for regression.</summary>
    public required string? Label { get; init; }

    /// <summary>The predicted number for regression, otherwise the probability of the explained class.</summary>
    public required double Score { get; init; }

    /// <summary>The class that the contributions refer to. Null for regression.</summary>
    public required string? ExplainedClass { get; init; }

    /// <summary>The scale on which base value and contributions add up to the score: log-odds of the explained class, or units of the target.</summary>
    public required ContributionSpace Space { get; init; }

    /// <summary>The score without any information about the row.</summary>
    public required double BaseValue { get; init; }

    /// <summary>The amount that each column added to the base value, largest first.</summary>
    public required IReadOnlyList<ColumnContribution> Contributions { get; init; }
}
