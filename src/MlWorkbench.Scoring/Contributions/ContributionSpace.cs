using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Contributions;

/// <summary>The scale on which a base value and its contributions sum to the returned score.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContributionSpace>))]
public enum ContributionSpace
{
    /// <summary>Regression: units of the target.</summary>
    [JsonStringEnumMemberName("value")]
    Value,

    /// <summary>
    /// Classes: ln(p / (1 − p)) of the returned probability p of the explained class, limited to 1e-15 and 1 − 1e-15. Effects are additive on this scale. On
    /// the scale of probabilities, they would shrink near 0 and 1.
    /// </summary>
    [JsonStringEnumMemberName("logOdds")]
    LogOdds,
}
