using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Replacement of missing values.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImputeMethod>))]
public enum ImputeMethod
{
    [JsonStringEnumMemberName("median")]
    Median,

    [JsonStringEnumMemberName("mean")]
    Mean,

    [JsonStringEnumMemberName("mostFrequent")]
    MostFrequent,

    [JsonStringEnumMemberName("constant")]
    Constant,
}
