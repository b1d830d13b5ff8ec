namespace MlWorkbench.Application.Serving;

/// <summary>A prediction in the log.</summary>
/// <param name="Inputs">The row as sent, by column, as text. Null if missing.</param>
/// <param name="Score">Probability of the positive (or predicted) class, or the predicted number.</param>
public sealed record LoggedPrediction(Guid Id, int Version, DateTime At, IReadOnlyDictionary<string, string?> Inputs, string? Label, double Score);
