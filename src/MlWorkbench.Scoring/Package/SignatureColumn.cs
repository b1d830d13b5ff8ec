using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Package;

/// <summary>An input column of a model.</summary>
/// <param name="Name">Name in the training data.</param>
/// <param name="Type">Required type of the values.</param>
/// <param name="Levels">
/// The most frequent training levels (at most <see cref="MaxLevels"/>), most frequent first. Empty for numbers, dates and free text.
/// </param>
/// <param name="Minimum">Smallest training value. Null for text.</param>
/// <param name="Maximum">Largest training value. Null for text.</param>
/// <param name="Example">A typical value as text: the median or the most frequent level.</param>
public sealed record SignatureColumn(
    string Name,
    ColumnType Type,
    IReadOnlyList<string> Levels,
    double? Minimum = null,
    double? Maximum = null,
    string? Example = null)
{
    /// <summary>Maximum number of levels in a signature.</summary>
    public const int MaxLevels = 100;

    /// <summary>Whether <see cref="Levels"/> contains all training levels, so that any other is an unknown category.</summary>
    [JsonIgnore]
    public bool LevelsAreComplete => Type is ColumnType.Boolean or ColumnType.Category && Levels.Count is > 0 and < MaxLevels;
}
