using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Datasets;

/// <summary>Kinds of supported files, detected by their content.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FileKind>))]
public enum FileKind
{
    /// <summary>Delimited text.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>An Excel workbook (.xlsx, .xlsm).</summary>
    [JsonStringEnumMemberName("workbook")]
    Workbook,

    [JsonStringEnumMemberName("parquet")]
    Parquet,
}
