using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>A part of a date.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DatePart>))]
public enum DatePart
{
    [JsonStringEnumMemberName("year")]
    Year,

    [JsonStringEnumMemberName("quarter")]
    Quarter,

    [JsonStringEnumMemberName("month")]
    Month,

    /// <summary>Week of the year, ISO 8601.</summary>
    [JsonStringEnumMemberName("week")]
    Week,

    /// <summary>Day of the month.</summary>
    [JsonStringEnumMemberName("day")]
    Day,

    /// <summary>Weekday, with 1 for Monday.</summary>
    [JsonStringEnumMemberName("weekday")]
    Weekday,

    [JsonStringEnumMemberName("dayOfYear")]
    DayOfYear,

    /// <summary>Hours since midnight, including the fraction.</summary>
    [JsonStringEnumMemberName("hour")]
    Hour,
}
