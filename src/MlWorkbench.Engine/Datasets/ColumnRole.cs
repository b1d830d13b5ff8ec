using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Datasets;

/// <summary>Role of a column, inferred at import. An experiment decides which columns it uses.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnRole>))]
public enum ColumnRole
{
    /// <summary>Can be used for training.</summary>
    [JsonStringEnumMemberName("feature")]
    Feature,

    /// <summary>Identifies a row (a key, a running number). Not useful for training.</summary>
    [JsonStringEnumMemberName("identifier")]
    Identifier,

    /// <summary>Time of the row.</summary>
    [JsonStringEnumMemberName("time")]
    Time,

    /// <summary>One value, or none. Not useful for training.</summary>
    [JsonStringEnumMemberName("constant")]
    Constant,
}
