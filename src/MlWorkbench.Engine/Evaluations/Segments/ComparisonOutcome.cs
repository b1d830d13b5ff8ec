using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>How a candidate stands against the model that it is compared with.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComparisonOutcome>))]
public enum ComparisonOutcome
{
    /// <summary>The candidate is better, beyond noise.</summary>
    [JsonStringEnumMemberName("better")]
    Better,

    /// <summary>The candidate is worse, beyond noise.</summary>
    [JsonStringEnumMemberName("worse")]
    Worse,

    /// <summary>What difference there is may be chance.</summary>
    [JsonStringEnumMemberName("withinNoise")]
    WithinNoise,

    /// <summary>Too few rows for any statement.</summary>
    [JsonStringEnumMemberName("tooFewRows")]
    TooFewRows,
}
