namespace MlWorkbench.Application.Access.Tokens;

/// <summary>Scopes of an API token: names of permissions, as rows and claims keep them.</summary>
public static class TokenScopes
{
    /// <summary>Null for null: no limit.</summary>
    /// <exception cref="WorkbenchException">A name is no permission, or there is none.</exception>
    public static IReadOnlySet<Permission>? Parse(IReadOnlyCollection<string>? names)
    {
        if (names is null)
        {
            return null;
        }

        if (names.Count == 0)
        {
            throw WorkbenchException.Invalid("scope_invalid", "A token without any scope could do nothing. Name at least one, or leave 'scopes' out for all that the role allows.", column: "scopes");
        }

        return names.Select(Parse).ToHashSet();
    }

    public static string? Write(IReadOnlySet<Permission>? scopes) => scopes is null ? null : string.Join(' ', scopes.Order());

    public static IReadOnlySet<Permission>? Read(string? text) => text?.Split(' ').Select(Enum.Parse<Permission>).ToHashSet();

    private static Permission Parse(string name) =>
        Enum.TryParse<Permission>(name, ignoreCase: true, out var permission) && Enum.IsDefined(permission) && !char.IsAsciiDigit(name[0])
            ? permission
            : throw WorkbenchException.Invalid("scope_invalid", $"There is no scope '{name}'. Scopes are: {string.Join(", ", Enum.GetNames<Permission>())}.", column: "scopes");
}
