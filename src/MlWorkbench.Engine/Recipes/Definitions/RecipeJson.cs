using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>A recipe as JSON: <c>{"steps":[{"type":"impute","column":"age","method":"median"}]}</c>.</summary>
public static class RecipeJson
{
    /// <summary>JSON options of the API, files and database rows.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Enumerations are names, because a number could be undefined.
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static string Write(RecipeDefinition recipe) => JsonSerializer.Serialize(recipe, Options);

    /// <summary>SHA-256 of the JSON. Equal steps have equal digests.</summary>
    public static string Digest(RecipeDefinition recipe) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(recipe, Options)));

    /// <exception cref="EngineException"><c>recipe_unreadable</c>: the text is not a recipe.</exception>
    public static RecipeDefinition Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<RecipeDefinition>(json, Options) is { Steps: { } steps } recipe && steps.All(step => step is not null)
                ? recipe
                : throw new EngineException("recipe_unreadable", "The recipe has no list of steps. Write {\"steps\": […]}.");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            throw new EngineException("recipe_unreadable", $"The recipe cannot be read: {(failure is JsonException unreadable ? JsonRefusal.Describe(unreadable) : "a step lacks its 'type'.")}", inner: failure);
        }
    }
}
