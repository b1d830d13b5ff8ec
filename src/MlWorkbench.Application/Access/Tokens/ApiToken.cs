using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Names;

namespace MlWorkbench.Application.Access.Tokens;

/// <summary>A program's credential. Valid tokens of one person have names that look different, so that each is found by its name.</summary>
internal sealed class ApiToken : NamedRow
{
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public User? User { get; init; }

    /// <summary>The creator: the user, or an administrator for the user.</summary>
    public Guid MadeById { get; init; }

    public User? MadeBy { get; init; }

    /// <summary>The first characters, which help people recognise the token.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the token: 256 random bits need no slow hash.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Space-separated permission names. Null for all permissions of the user's role.</summary>
    public string? Scopes { get; init; }

    /// <summary>The only project that the token opens. Null for all projects of the user.</summary>
    public Guid? ProjectId { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public DateTime? LastUsedAt { get; set; }

    public DateTime? RevokedAt { get; set; }
}
