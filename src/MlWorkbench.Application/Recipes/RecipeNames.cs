using MlWorkbench.Application.Names;

namespace MlWorkbench.Application.Recipes;

/// <summary>Rules for names of recipes: a name is part of addresses and, before a colon and a version, of requests.</summary>
internal static class RecipeNames
{
    private const int Longest = 100;

    /// <summary>Address of the page for a new recipe.</summary>
    private const string Reserved = "new";

    private const string Marks = " ._-()+,&";

    public static string Require(string? name)
    {
        var trimmed = NameRules.Require(name, "recipe", Longest);
        if (!char.IsLetterOrDigit(trimmed[0]) || !trimmed.All(IsAllowed))
        {
            var rule = $"Use 1 to {Longest} letters, digits, spaces and the characters . _ - ( ) + , &. Start with a letter or digit.";
            throw WorkbenchException.Invalid("name_invalid", $"'{NameRules.Shorten(trimmed)}' is not a valid name of a recipe. {rule}");
        }

        return string.Equals(trimmed, Reserved, StringComparison.OrdinalIgnoreCase)
            ? throw WorkbenchException.Invalid(
                "name_invalid",
                $"A recipe cannot have the name '{trimmed}': it is the address of the page for a new recipe. Choose another name.")
            : trimmed;
    }

    private static bool IsAllowed(char character) => char.IsLetterOrDigit(character) || Marks.Contains(character, StringComparison.Ordinal);
}
