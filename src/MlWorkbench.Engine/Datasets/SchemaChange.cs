using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>A column that is not what it was.</summary>
/// <param name="From">Its name in the older version; null for an added one.</param>
/// <param name="To">Its name in the newer version; null for a removed one.</param>
public sealed record SchemaChange(SchemaChangeKind Kind, string? From, ColumnType? FromType, string? To, ColumnType? ToType)
{
    /// <param name="previous">What the older version is called: <c>version 3</c>.</param>
    public string Sentence(string previous) => Kind switch
    {
        SchemaChangeKind.Removed => $"The column '{From}' of {previous} is gone.",
        SchemaChangeKind.Retyped => $"The column '{To}' was of the type {Name(FromType)} in {previous} and is of the type {Name(ToType)} now.",
        SchemaChangeKind.Renamed => $"The column '{From}' of {previous} is called '{To}' now: its values are the same.",
        _ => $"The column '{To}' is new since {previous}.",
    };

    private static string Name(ColumnType? type) => type.ToString()!.ToLowerInvariant();
}
