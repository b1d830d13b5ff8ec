using System.Globalization;

namespace MlWorkbench.Application.Recipes;

/// <summary>A recipe and one of its versions.</summary>
/// <param name="Version">Null for the newest.</param>
public sealed record RecipeReference(string Name, int? Version = null)
{
    /// <summary>Parses <c>name</c> or <c>name:version</c>.</summary>
    /// <exception cref="WorkbenchException">The version is not a number.</exception>
    public static RecipeReference Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return new RecipeReference(text);
        }

        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new RecipeReference(text[..colon], version)
            : throw WorkbenchException.Invalid("recipe_unknown", $"'{text}' is not a recipe. Write its name, or its name, a colon and a version: 'prepare:2'.");
    }

    public override string ToString() => Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{Name}:{version}") : Name;
}
