using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Kinds of clip bounds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClipBounds>))]
public enum ClipBounds
{
    /// <summary>Values of the column.</summary>
    [JsonStringEnumMemberName("values")]
    Values,

    /// <summary>Shares of the training rows, 0 to 1.</summary>
    [JsonStringEnumMemberName("quantiles")]
    Quantiles,
}
