using System.CommandLine;

namespace MlWorkbench.Trainer;

/// <summary>Options of several commands.</summary>
internal static class CommonOptions
{
    public static Option<string> File(string name, string description) => new(name) { Description = description, Required = true };

    public static Option<string?> Sheet() => new("--sheet") { Description = "Sheet of a workbook. Default: the first sheet that is not hidden and not empty." };

    /// <summary>Option for names of columns, separated by commas.</summary>
    public static Option<string[]?> Columns(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
    };

    /// <summary>Refuses a given value that does not meet the condition.</summary>
    public static void Require<T>(Option<T> option, Func<T?, bool> holds, string error) => option.Validators.Add(result =>
    {
        if (!holds(result.GetValueOrDefault<T>()))
        {
            result.AddError(error);
        }
    });

    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    public static Option<string?> History() => new("--history")
    {
        Description = "Known rows, with the values that a recipe looks back at; can be the file of --data. Each row uses the earlier rows.",
    };
}
