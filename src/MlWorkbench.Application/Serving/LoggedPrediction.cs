namespace MlWorkbench.Application.Serving;

/// <summary>A prediction in the log.</summary>
/// <param name="Route">The endpoint's route. Null if the caller chose the version.</param>
/// <param name="AssociationId">The caller's own key.</param>
/// <param name="EntityId">The person or thing that the row is about. Null if the route was chosen for the call alone.</param>
/// <param name="Inputs">The row as sent, by column, as text. Null if missing.</param>
/// <param name="Score">Probability of the positive (or predicted) class, or the predicted number.</param>
/// <param name="Warnings">Codes of the row's irregularities.</param>
/// <param name="Flags">Names of the humility rules that applied to the row.</param>
public sealed record LoggedPrediction(
    Guid Id,
    int Version,
    Guid? Route,
    DateTime At,
    string? AssociationId,
    string? EntityId,
    IReadOnlyDictionary<string, string?> Inputs,
    string? Label,
    double Score,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Flags);
