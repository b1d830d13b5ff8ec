namespace MlWorkbench.Application.Access.Accounts;

/// <summary>A session in its owner's list.</summary>
/// <param name="Address">Network address from which the session was opened.</param>
/// <param name="UserAgent">The browser's own description of itself.</param>
/// <param name="EndsAt">Latest time at which it ends.</param>
public sealed record SessionSummary(Guid Id, DateTime CreatedAt, DateTime LastSeenAt, string? Address, string? UserAgent, DateTime EndsAt);
