using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Package;

/// <summary>One input column that a model takes.</summary>
/// <param name="Name">The name as in the training data.</param>
/// <param name="Type">The type that values must have.</param>
/// <param name="Levels">The most frequent levels seen in training (at most <see cref="MaxLevels"/>), most frequent first; empty for numbers, dates and free text.</param>
/// <param name="Minimum">Smallest value seen in training; null for text.</param>
/// <param name="Maximum">Largest value seen in training; null for text.</param>
/// <param name="Example">A typical value as text: the median or the most frequent level.</param>
public sealed record SignatureColumn(
    string Name,
    ColumnType Type,
    IReadOnlyList<string> Levels,
    double? Minimum = null,
    double? Maximum = null,
    string? Example = null)
{
    /// <summary>Most levels that a signature lists.</summary>
    public const int MaxLevels = 100;

    /// <summary>Whether <see cref="Levels"/> are all that training had, so that any other is new to the model.</summary>
    [JsonIgnore]
    public bool LevelsAreComplete => Type is ColumnType.Boolean or ColumnType.Category && Levels.Count is > 0 and < MaxLevels;
}
