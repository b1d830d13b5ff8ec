using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Methods for the edges of the ranges.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BinMethod>))]
public enum BinMethod
{
    /// <summary>Ranges with about equal numbers of training rows.</summary>
    [JsonStringEnumMemberName("quantile")]
    Quantile,

    /// <summary>Ranges of equal width.</summary>
    [JsonStringEnumMemberName("width")]
    Width,

    /// <summary>Edges given in the recipe.</summary>
    [JsonStringEnumMemberName("edges")]
    Edges,
}
