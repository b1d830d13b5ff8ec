using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>The compared part of a model.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftSubject>))]
public enum DriftSubject
{
    /// <summary>An input column of the model.</summary>
    [JsonStringEnumMemberName("input")]
    Input,

    /// <summary>The actual outcomes.</summary>
    [JsonStringEnumMemberName("target")]
    Target,

    /// <summary>The predictions of the model.</summary>
    [JsonStringEnumMemberName("prediction")]
    Prediction,
}
