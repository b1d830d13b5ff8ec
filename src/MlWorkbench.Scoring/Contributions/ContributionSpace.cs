using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Contributions;

/// <summary>The scale on which a base value and its contributions add up to the score that was answered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContributionSpace>))]
public enum ContributionSpace
{
    /// <summary>Regression: units of the target.</summary>
    [JsonStringEnumMemberName("value")]
    Value,

    /// <summary>
    /// Classes: ln(p / (1 − p)) of the explained class's answered probability p, which is held between 1e-15 and 1 − 1e-15.
    /// Effects add up on this scale; on the scale of probabilities they would shrink near 0 and 1.
    /// </summary>
    [JsonStringEnumMemberName("logOdds")]
    LogOdds,
}
