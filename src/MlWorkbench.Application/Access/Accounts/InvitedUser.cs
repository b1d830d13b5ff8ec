namespace MlWorkbench.Application.Access.Accounts.Accounts;

/// <summary>An account as created or invited.</summary>
/// <param name="InviteToken">For the link that lets the person choose a password, in clear this once; null when a password was given.</param>
public sealed record InvitedUser(Guid Id, string Email, UserRole Role, string? InviteToken, DateTime? InviteExpiresAt);
