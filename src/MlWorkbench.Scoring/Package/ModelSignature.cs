namespace MlWorkbench.Scoring.Package;

/// <summary>What a model takes and gives: the contract that every scored row is checked against.</summary>
/// <param name="Target">The column that the model predicts.</param>
/// <param name="Classes">Class labels as spelled in the data, in the order of the probabilities; empty for regression.</param>
/// <param name="PositiveClass">The class that binary metrics and scores speak of.</param>
/// <param name="Columns">Input columns, in the order of the training data.</param>
public sealed record ModelSignature(
    ModelTask Task,
    string Target,
    IReadOnlyList<string> Classes,
    string? PositiveClass,
    IReadOnlyList<SignatureColumn> Columns);
