using MlWorkbench.Application.Access.Accounts.Accounts;
using MlWorkbench.Application.Names;

namespace MlWorkbench.Application.Access.Tokens;

/// <summary>A program's way in. No two of a person's tokens that work have names that read the same: who revokes one finds it by its name.</summary>
internal sealed class ApiToken : NamedRow
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public User? User { get; init; }

    /// <summary>Who made it: the user, or an administrator for the user.</summary>
    public Guid MadeById { get; init; }

    public User? MadeBy { get; init; }

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
