using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Methods to convert the words of a text to columns.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextMethod>))]
public enum TextMethod
{
    /// <summary>The words in most texts have one column each, weighted by rarity.</summary>
    [JsonStringEnumMemberName("vocabulary")]
    Vocabulary,

    /// <summary>Every word is counted in the column of its hash.</summary>
    [JsonStringEnumMemberName("hashed")]
    Hashed,
}
