namespace MlWorkbench.Application.Access.Tokens;

/// <summary>An API token in a list, without its secret.</summary>
public sealed record TokenSummary
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The first characters, which help people recognise the token.</summary>
    public required string Prefix { get; init; }

    /// <summary>Null for all permissions of the owner's role.</summary>
    public required IReadOnlyList<Permission>? Scopes { get; init; }

    public required Guid UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>Name and address of the administrator who created it for the user. Null if the user created it.</summary>
    public required string? MadeBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime? ExpiresAt { get; init; }

    public required DateTime? LastUsedAt { get; init; }

    /// <summary>Name of the only project that the token opens. Null for all projects of the owner.</summary>
    public required string? Project { get; init; }
}
