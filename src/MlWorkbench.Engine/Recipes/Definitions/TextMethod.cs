using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>How the words of a text become columns.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextMethod>))]
public enum TextMethod
{
    /// <summary>The words in most texts get a column each, weighted by rarity.</summary>
    [JsonStringEnumMemberName("vocabulary")]
    Vocabulary,

    /// <summary>Every word counts in the column that its hash says.</summary>
    [JsonStringEnumMemberName("hashed")]
    Hashed,
}
