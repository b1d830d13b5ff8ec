namespace MlWorkbench.Application.Access.Tokens;

/// <summary>Scopes of an API token: names of permissions, as stored in rows and claims.</summary>
public static class TokenScopes
{
    /// <summary>The permissions that a token of one project can have: it never administers the workbench.</summary>
    public static IReadOnlySet<Permission> OfOneProject { get; } = Enum.GetValues<Permission>().Except([Permission.Administer]).ToHashSet();

    /// <summary>Parses names of scopes. If null, returns null: no limit.</summary>
    /// <exception cref="WorkbenchException">A name is not a permission, or the list is empty.</exception>
    public static IReadOnlySet<Permission>? Parse(IReadOnlyCollection<string>? names)
    {
        if (names is null)
        {
            return null;
        }

        if (names.Count == 0)
        {
            throw WorkbenchException.Invalid(
                "scope_invalid",
                "The list of scopes is empty. Add at least one scope, or omit 'scopes' for all rights of the role.",
                column: "scopes");
        }

        return names.Select(Parse).ToHashSet();
    }

    public static string? Write(IReadOnlySet<Permission>? scopes) => scopes is null ? null : string.Join(' ', scopes.Order());

    public static IReadOnlySet<Permission>? Read(string? text) => text?.Split(' ').Select(Enum.Parse<Permission>).ToHashSet();

    private static Permission Parse(string name) =>
        Enum.TryParse<Permission>(name, ignoreCase: true, out var permission) && Enum.IsDefined(permission) && !char.IsAsciiDigit(name[0])
            ? permission
            : throw WorkbenchException.Invalid(
                "scope_invalid",
                $"'{name}' is not a scope. Use one of: {string.Join(", ", Enum.GetNames<Permission>())}.",
                column: "scopes");
}
