using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Data;

/// <summary>Types of column values, which determine storage, feature steps and drift tests.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnType>))]
public enum ColumnType
{
    /// <summary>Whole numbers within ±2^53, so that a double holds them exactly.</summary>
    [JsonStringEnumMemberName("integer")]
    Integer,

    /// <summary>Numbers with a fraction or exponent.</summary>
    [JsonStringEnumMemberName("number")]
    Number,

    /// <summary>Two spellings of yes and no, stored as the two levels in the file.</summary>
    [JsonStringEnumMemberName("boolean")]
    Boolean,

    /// <summary>Text values that repeat.</summary>
    [JsonStringEnumMemberName("category")]
    Category,

    /// <summary>Free text.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>A date or a date with time, in seconds since 1970-01-01T00:00:00Z.</summary>
    [JsonStringEnumMemberName("date")]
    Date,
}
