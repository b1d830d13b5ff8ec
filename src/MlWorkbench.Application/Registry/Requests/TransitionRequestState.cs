using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>State of a transition request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TransitionRequestState>))]
public enum TransitionRequestState
{
    [JsonStringEnumMemberName("open")]
    Open,

    [JsonStringEnumMemberName("approved")]
    Approved,

    [JsonStringEnumMemberName("rejected")]
    Rejected,

    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,
}
