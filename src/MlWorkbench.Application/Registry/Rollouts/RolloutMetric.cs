using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>The measure of a check.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutMetric>))]
public enum RolloutMetric
{
    /// <summary>Share of the calls that failed because of the model or the server.</summary>
    [JsonStringEnumMemberName("errorRate")]
    ErrorRate,

    /// <summary>Share of the calls that were refused, such as those with a row that breaks the signature.</summary>
    [JsonStringEnumMemberName("refusalRate")]
    RefusalRate,

    /// <summary>95th percentile of the duration, divided by the champion's.</summary>
    [JsonStringEnumMemberName("p95Ratio")]
    P95Ratio,

    /// <summary>99th percentile of the duration, divided by the champion's.</summary>
    [JsonStringEnumMemberName("p99Ratio")]
    P99Ratio,

    /// <summary>Population stability index of the scores against the champion's.</summary>
    [JsonStringEnumMemberName("scorePsi")]
    ScorePsi,
}
