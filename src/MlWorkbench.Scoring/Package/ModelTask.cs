using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Package;

/// <summary>Prediction tasks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelTask>))]
public enum ModelTask
{
    /// <summary>One of two classes.</summary>
    [JsonStringEnumMemberName("binary")]
    Binary,

    /// <summary>One of three or more classes.</summary>
    [JsonStringEnumMemberName("multiclass")]
    Multiclass,

    /// <summary>A number.</summary>
    [JsonStringEnumMemberName("regression")]
    Regression,
}
