using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>How much a finding matters; the worst comes first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualitySeverity>))]
public enum QualitySeverity
{
    /// <summary>A model of this data would be wrong or impossible.</summary>
    [JsonStringEnumMemberName("blocker")]
    Blocker,

    /// <summary>A model would suffer; look before training.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Good to know; the search copes with it.</summary>
    [JsonStringEnumMemberName("note")]
    Note,
}
