using MlWorkbench.Application.Names;
using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Registry;

/// <summary>Rules for names of models and aliases, which are parts of addresses and of code.</summary>
internal static class RegistryNames
{
    private const int MaximumLength = 64;

    public static string CheckModel(string name) => Check(name, "model", "name");

    public static string CheckEndpoint(string name) => Check(name, "endpoint", "name");

    /// <remarks>An alias can replace a version number in addresses, so it must not look like one.</remarks>
    public static string CheckAlias(string alias)
    {
        var name = Check(alias, "alias", "alias");
        if (name.All(char.IsAsciiDigit) || Enum.TryParse<Stage>(name, ignoreCase: true, out _))
        {
            throw WorkbenchException.Invalid(
                "alias_invalid",
                $"'{name}' cannot be an alias: it looks like a version or a stage. Use a word such as 'champion'.",
                column: "alias");
        }

        return name;
    }

    private static string Check(string name, string what, string column)
    {
        var trimmed = NameRules.Require(name, what, MaximumLength, $"{what}_name_invalid", column);
        if (!char.IsLetterOrDigit(trimmed[0]) || trimmed.FirstOrDefault(letter => !IsAllowed(letter)) is var wrong && wrong != default)
        {
            throw WorkbenchException.Invalid(
                $"{what}_name_invalid",
                $"The {what} name '{trimmed}' must start with a letter or digit and contain only letters, digits, '-', '_' and '.'.",
                column: column);
        }

        return trimmed;
    }

    private static bool IsAllowed(char letter) => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
