using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>The outcome of comparing a candidate with a reference model.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComparisonOutcome>))]
public enum ComparisonOutcome
{
    /// <summary>The candidate is better, beyond noise.</summary>
    [JsonStringEnumMemberName("better")]
    Better,

    /// <summary>The candidate is worse, beyond noise.</summary>
    [JsonStringEnumMemberName("worse")]
    Worse,

    /// <summary>The difference can be chance.</summary>
    [JsonStringEnumMemberName("withinNoise")]
    WithinNoise,

    /// <summary>There are too few rows for a conclusion.</summary>
    [JsonStringEnumMemberName("tooFewRows")]
    TooFewRows,
}
