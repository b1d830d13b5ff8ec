using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Datasets;

/// <summary>Changes of a column from one version of a table to the next.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SchemaChangeKind>))]
public enum SchemaChangeKind
{
    [JsonStringEnumMemberName("removed")]
    Removed,

    [JsonStringEnumMemberName("retyped")]
    Retyped,

    /// <summary>The same values under another name.</summary>
    [JsonStringEnumMemberName("renamed")]
    Renamed,

    [JsonStringEnumMemberName("added")]
    Added,
}
