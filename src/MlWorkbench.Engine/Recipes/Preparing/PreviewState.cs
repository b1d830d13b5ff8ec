using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Recipes.Preparing;

/// <summary>Effect of a recipe on a column.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PreviewState>))]
public enum PreviewState
{
    [JsonStringEnumMemberName("same")]
    Same,

    [JsonStringEnumMemberName("changed")]
    Changed,

    [JsonStringEnumMemberName("new")]
    New,

    [JsonStringEnumMemberName("removed")]
    Removed,
}
