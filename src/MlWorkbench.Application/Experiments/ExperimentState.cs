using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Experiments;

/// <summary>Where an experiment is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExperimentState>))]
public enum ExperimentState
{
    [JsonStringEnumMemberName("queued")]
    Queued,

    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Stopped by a person; the best so far is kept.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    [JsonStringEnumMemberName("failed")]
    Failed,
}
