namespace MlWorkbench.Application.Access.Accounts;

/// <summary>A person's session in one browser. The cookie contains its id. Without the row, the cookie is worthless.</summary>
internal sealed class Session
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public User? User { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>Precise to about a minute.</summary>
    public DateTime LastSeenAt { get; set; }

    /// <summary>Network address from which the session was opened.</summary>
    public string? Address { get; init; }

    /// <summary>The browser's own description of itself when the session was opened.</summary>
    public string? UserAgent { get; init; }
}
