using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Access.Accounts;

/// <summary>Changes of accounts and sessions.</summary>
internal static class AccountEvents
{
    public static EventSubject Of(User user) => new("user", user.Id, user.Email);

    /// <param name="IsFirst">Whether this is the first administrator.</param>
    public sealed record Created(UserRole Role, bool IsFirst) : WorkbenchChange("user.created")
    {
        public override string Describe() => IsFirst ? "First administrator" : $"Role {Role}";
    }

    /// <param name="IsNew">Whether the account is new. Otherwise, only the link is new.</param>
    public sealed record Invited(UserRole Role, bool IsNew) : WorkbenchChange("user.invited")
    {
        public override string Describe() => IsNew ? $"Role {Role}" : "New link";
    }

    /// <param name="Before">The name before. Null if it remains.</param>
    public sealed record Joined(string? Before, string Name) : WorkbenchChange("user.joined")
    {
        public override string? Describe() => Before is null ? null : DescribeRename(Before, Name);
    }

    public sealed record Renamed(string Before, string Name) : WorkbenchChange("user.renamed")
    {
        public override string Describe() => DescribeRename(Before, Name);
    }

    public sealed record PasswordChanged() : WorkbenchChange("user.passwordChanged");

    public sealed record RoleChanged(UserRole Before, UserRole Role) : WorkbenchChange("user.roleChanged")
    {
        public override string Describe() => $"{Before} to {Role}";
    }

    public sealed record Disabled() : WorkbenchChange("user.disabled");

    public sealed record Enabled() : WorkbenchChange("user.enabled");

    public sealed record SessionsEnded(int Sessions) : WorkbenchChange("session.ended")
    {
        public override string? Describe() => Sessions == 1 ? null : $"{Sessions} sessions";
    }

    private static string DescribeRename(string before, string after) => $"'{before}' is now '{after}'";
}
