namespace MlWorkbench.Application.Access.Tokens;

/// <summary>An API token as lists show it: never the token itself.</summary>
/// <param name="Prefix">Its first characters, to recognise it by.</param>
/// <param name="Scopes">Null: all that the owner's role allows.</param>
/// <param name="MadeBy">Name and address of the administrator who made it for the user; null for one of the user's own making.</param>
public sealed record TokenSummary(
    Guid Id,
    string Name,
    string Prefix,
    IReadOnlyList<Permission>? Scopes,
    Guid UserId,
    string UserName,
    string? MadeBy,
    DateTime CreatedAt,
    DateTime? ExpiresAt,
    DateTime? LastUsedAt);
