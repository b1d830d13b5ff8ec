using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>What of a model was compared.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftSubject>))]
public enum DriftSubject
{
    /// <summary>A column that the model takes.</summary>
    [JsonStringEnumMemberName("input")]
    Input,

    /// <summary>What really happened.</summary>
    [JsonStringEnumMemberName("target")]
    Target,

    /// <summary>What the model said.</summary>
    [JsonStringEnumMemberName("prediction")]
    Prediction,
}
