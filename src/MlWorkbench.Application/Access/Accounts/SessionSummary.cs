namespace MlWorkbench.Application.Access.Accounts.Accounts;

/// <summary>A session as its owner sees it in a list.</summary>
/// <param name="Address">Network address that it was opened from.</param>
/// <param name="UserAgent">The browser's own description of itself.</param>
/// <param name="EndsAt">When it ends at the latest.</param>
public sealed record SessionSummary(Guid Id, DateTime CreatedAt, DateTime LastSeenAt, string? Address, string? UserAgent, DateTime EndsAt);
