using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Origin of the rows of an import.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportKind>))]
public enum ImportKind
{
    [JsonStringEnumMemberName("upload")]
    Upload,

    /// <summary>The file of an existing version, with other settings.</summary>
    [JsonStringEnumMemberName("reimport")]
    Reimport,

    /// <summary>Rows selected from existing versions.</summary>
    [JsonStringEnumMemberName("derivation")]
    Derivation,
}
