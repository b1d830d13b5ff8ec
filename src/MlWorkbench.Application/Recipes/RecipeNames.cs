using MlWorkbench.Application.Names;

namespace MlWorkbench.Application.Recipes;

/// <summary>What a recipe may be called: the name is part of addresses and, before a colon and a version, of requests.</summary>
internal static class RecipeNames
{
    private const int Longest = 100;

    /// <summary>The address of a recipe that is still to be written.</summary>
    private const string Reserved = "new";

    private const string Marks = " ._-()+,&";

    public static string Require(string? name)
    {
        var trimmed = NameRules.Require(name, "recipe", Longest);
        if (!char.IsLetterOrDigit(trimmed[0]) || !trimmed.All(IsAllowed))
        {
            throw WorkbenchException.Invalid("name_invalid", $"'{NameRules.Shorten(trimmed)}' cannot name a recipe. Use 1 to {Longest} letters, digits, spaces and the marks . _ - ( ) + , &, beginning with a letter or digit.");
        }

        return string.Equals(trimmed, Reserved, StringComparison.OrdinalIgnoreCase)
            ? throw WorkbenchException.Invalid("name_invalid", $"A recipe cannot be called '{trimmed}': that is the address of one that is still to be written. Choose another name.")
            : trimmed;
    }

    private static bool IsAllowed(char character) => char.IsLetterOrDigit(character) || Marks.Contains(character, StringComparison.Ordinal);
}
