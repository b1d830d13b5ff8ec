using MlWorkbench.Scoring.Contributions;

namespace MlWorkbench.Application.Serving;

/// <summary>The reason for a logged prediction: the amount that each column added to the score, by the version that answered.</summary>
/// <param name="Label">The label that the version predicts for the row now. Null for regression.</param>
/// <param name="Score">The score that the version predicts for the row now.</param>
/// <param name="LoggedScore">The score of the log. It differs if a humility rule replaced it, a text was truncated, or the history has grown since.</param>
/// <param name="Explained">The class or the target that the contributions are about.</param>
/// <param name="Space">The scale on which base value and contributions add up.</param>
/// <param name="BaseValue">The score without any information about the row.</param>
/// <param name="Contributions">The amount that each column added to the base value, largest first.</param>
public sealed record PredictionReason(
    Guid Id,
    int Version,
    string? Label,
    double Score,
    double LoggedScore,
    string Explained,
    ContributionSpace Space,
    double BaseValue,
    IReadOnlyDictionary<string, double> Contributions);
