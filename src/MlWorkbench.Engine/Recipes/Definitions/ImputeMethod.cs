using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>What is put where there is no value.</summary>
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
