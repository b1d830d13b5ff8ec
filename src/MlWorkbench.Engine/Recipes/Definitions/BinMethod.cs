using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Where ranges begin and end.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BinMethod>))]
public enum BinMethod
{
    /// <summary>Ranges with about as many training rows each.</summary>
    [JsonStringEnumMemberName("quantile")]
    Quantile,

    /// <summary>Ranges as wide as each other.</summary>
    [JsonStringEnumMemberName("width")]
    Width,

    /// <summary>Where the recipe says.</summary>
    [JsonStringEnumMemberName("edges")]
    Edges,
}
