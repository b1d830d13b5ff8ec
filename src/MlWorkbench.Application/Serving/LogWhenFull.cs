using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving;

/// <summary>How an answer and its log rows depend on each other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LogWhenFull>))]
public enum LogWhenFull
{
    /// <summary>The answer comes at once; its rows are logged behind it, and dropped where the log has no room.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>The answer comes when its rows are committed to the log.</summary>
    [JsonStringEnumMemberName("wait")]
    Wait,
}
