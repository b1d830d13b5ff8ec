using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving.Endpoints;

/// <summary>The use of a route's predictions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RouteMode>))]
public enum RouteMode
{
    /// <summary>They are the answers.</summary>
    [JsonStringEnumMemberName("live")]
    Live,

    /// <summary>They are compared with the answers, and callers do not see them.</summary>
    [JsonStringEnumMemberName("shadow")]
    Shadow,
}
