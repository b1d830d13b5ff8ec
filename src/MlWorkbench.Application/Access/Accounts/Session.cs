namespace MlWorkbench.Application.Access.Accounts.Accounts;

/// <summary>A person's session in one browser. The cookie holds its id: without the row it opens nothing.</summary>
internal sealed class Session
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public User? User { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>To about a minute.</summary>
    public DateTime LastSeenAt { get; set; }

    /// <summary>Network address that it was opened from.</summary>
    public string? Address { get; init; }

    /// <summary>The browser's own description of itself when the session was opened.</summary>
    public string? UserAgent { get; init; }
}
