using System.CommandLine;

namespace MlWorkbench.Trainer;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<string> File(string name, string description) => new(name) { Description = description, Required = true };

    /// <summary>Names of columns, separated by commas.</summary>
    public static Option<string[]?> Columns(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };
}
