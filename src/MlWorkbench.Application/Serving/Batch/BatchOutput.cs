using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>The form of the result of a batch prediction.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BatchOutput>))]
public enum BatchOutput
{
    [JsonStringEnumMemberName("csv")]
    Csv,

    [JsonStringEnumMemberName("parquet")]
    Parquet,

    /// <summary>A version of a dataset.</summary>
    [JsonStringEnumMemberName("dataset")]
    Dataset,
}
