namespace MlWorkbench.Application.Access.Accounts.Accounts;

/// <summary>An account as lists show it.</summary>
public sealed record UserSummary(Guid Id, string Email, string Name, UserRole Role, UserState State, DateTime CreatedAt, DateTime? LastSeenAt);
