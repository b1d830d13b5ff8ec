using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving.Humility;

/// <summary>The effect of a rule on a row that it applies to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HumilityAction>))]
public enum HumilityAction
{
    /// <summary>The prediction names the rule.</summary>
    [JsonStringEnumMemberName("flag")]
    Flag,

    /// <summary>The prediction names the rule and has its value as label or number.</summary>
    [JsonStringEnumMemberName("override")]
    Override,

    /// <summary>The call is refused, as for a row that breaks the signature.</summary>
    [JsonStringEnumMemberName("refuse")]
    Refuse,
}
