namespace MlWorkbench.Application.Access.Accounts;

/// <summary>A created or invited account.</summary>
/// <param name="InviteToken">Token of the invite link, in clear text only here. Null if a password was given.</param>
public sealed record InvitedUser(Guid Id, string Email, UserRole Role, string? InviteToken, DateTime? InviteExpiresAt);
