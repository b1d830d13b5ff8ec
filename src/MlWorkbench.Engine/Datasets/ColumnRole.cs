using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Datasets;

/// <summary>What a column is good for, guessed at import; an experiment decides what it uses.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnRole>))]
public enum ColumnRole
{
    /// <summary>Can be learnt from.</summary>
    [JsonStringEnumMemberName("feature")]
    Feature,

    /// <summary>Names a row (a key, a running number): nothing to learn.</summary>
    [JsonStringEnumMemberName("identifier")]
    Identifier,

    /// <summary>Says when the row happened.</summary>
    [JsonStringEnumMemberName("time")]
    Time,

    /// <summary>One value, or none: nothing to learn.</summary>
    [JsonStringEnumMemberName("constant")]
    Constant,
}
