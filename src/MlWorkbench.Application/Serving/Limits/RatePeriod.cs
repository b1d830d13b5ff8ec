using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving.Limits;

/// <summary>The period of a rate of calls.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RatePeriod>))]
public enum RatePeriod
{
    [JsonStringEnumMemberName("second")]
    Second,

    [JsonStringEnumMemberName("minute")]
    Minute,
}
