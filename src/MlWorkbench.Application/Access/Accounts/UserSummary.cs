namespace MlWorkbench.Application.Access.Accounts;

/// <summary>An account in a list.</summary>
public sealed record UserSummary(Guid Id, string Email, string Name, UserRole Role, UserState State, DateTime CreatedAt, DateTime? LastSeenAt);
