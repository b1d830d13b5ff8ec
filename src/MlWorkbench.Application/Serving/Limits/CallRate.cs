using System.Globalization;
using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving.Limits;

/// <summary>Most calls of an endpoint in a period.</summary>
public sealed record CallRate([property: JsonRequired] int Requests, [property: JsonRequired] RatePeriod Per)
{
    /// <summary>Length of the period.</summary>
    [JsonIgnore]
    public TimeSpan Period => Per == RatePeriod.Second ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1);

    /// <summary>The rate in words: "10 calls per second".</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"{Requests} {(Requests == 1 ? "call" : "calls")} per {(Per == RatePeriod.Second ? "second" : "minute")}");
}
