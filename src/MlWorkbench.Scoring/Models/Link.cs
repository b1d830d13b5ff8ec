using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Models;

/// <summary>Conversions of raw scores to outputs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Link>))]
public enum Link
{
    /// <summary>The raw score is the output.</summary>
    [JsonStringEnumMemberName("identity")]
    Identity,

    /// <summary>One raw score, the log-odds of the positive class, becomes two probabilities.</summary>
    [JsonStringEnumMemberName("sigmoid")]
    Sigmoid,

    /// <summary>One raw score per class becomes one probability per class.</summary>
    [JsonStringEnumMemberName("softmax")]
    Softmax,

    /// <summary>The raw score is the logarithm of the output.</summary>
    [JsonStringEnumMemberName("exp")]
    Exp,
}
