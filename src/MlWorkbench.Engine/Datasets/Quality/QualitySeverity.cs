using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>Severity of a finding, the worst first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualitySeverity>))]
public enum QualitySeverity
{
    /// <summary>A model trained on this data would be wrong or impossible.</summary>
    [JsonStringEnumMemberName("blocker")]
    Blocker,

    /// <summary>A model would be worse. Check before training.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>For information. The search handles it.</summary>
    [JsonStringEnumMemberName("note")]
    Note,
}
