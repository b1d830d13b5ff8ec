namespace MlWorkbench.Application.Access;

/// <summary>An API token as lists show it: never the token itself.</summary>
/// <param name="Prefix">Its first characters, to recognise it by.</param>
/// <param name="Scopes">Null: all that the owner's role allows.</param>
public sealed record TokenSummary(
    Guid Id,
    string Name,
    string Prefix,
    IReadOnlyList<Permission>? Scopes,
    Guid UserId,
    string UserName,
    DateTime CreatedAt,
    DateTime? ExpiresAt,
    DateTime? LastUsedAt);
