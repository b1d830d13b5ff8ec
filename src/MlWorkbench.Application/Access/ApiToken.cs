namespace MlWorkbench.Application.Access;

internal sealed class ApiToken
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public User? User { get; init; }

    /// <summary>Who made it: the user, or an administrator for the user.</summary>
    public Guid MadeById { get; init; }

    public User? MadeBy { get; init; }

    public required string Name { get; init; }

    /// <summary>The first characters, to recognise it by.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the token: 256 random bits need no slow hash.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Space-separated permission names; null: all that the user's role allows.</summary>
    public string? Scopes { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public DateTime? LastUsedAt { get; set; }

    public DateTime? RevokedAt { get; set; }
}
