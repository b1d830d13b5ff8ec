using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving;

/// <summary>The order of an answer and its log rows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LogWhenFull>))]
public enum LogWhenFull
{
    /// <summary>The answer is sent immediately. Its rows are logged afterwards, and dropped if the log is full.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>The answer is sent when its rows are committed to the log.</summary>
    [JsonStringEnumMemberName("wait")]
    Wait,
}
