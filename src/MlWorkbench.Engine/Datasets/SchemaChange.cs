using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>A changed column.</summary>
/// <param name="From">Name in the older version. Null for an added column.</param>
/// <param name="To">Name in the newer version. Null for a removed column.</param>
public sealed record SchemaChange(SchemaChangeKind Kind, string? From, ColumnType? FromType, string? To, ColumnType? ToType)
{
    /// <param name="previous">Name of the older version in the text: <c>version 3</c>.</param>
    public string Sentence(string previous) => Kind switch
    {
        SchemaChangeKind.Removed => $"The column '{From}' of {previous} was removed.",
        SchemaChangeKind.Retyped => $"The column '{To}' changed from the type {Name(FromType)} in {previous} to {Name(ToType)}.",
        SchemaChangeKind.Renamed => $"The column '{From}' of {previous} was renamed '{To}': its values are the same.",
        _ => $"The column '{To}' is new since {previous}.",
    };

    private static string Name(ColumnType? type) => type.ToString()!.ToLowerInvariant();
}
