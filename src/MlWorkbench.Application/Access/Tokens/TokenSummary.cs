namespace MlWorkbench.Application.Access.Tokens;

/// <summary>An API token in a list, without its secret.</summary>
/// <param name="Prefix">The first characters, which help people recognise the token.</param>
/// <param name="Scopes">Null for all permissions of the owner's role.</param>
/// <param name="MadeBy">Name and address of the administrator who created it for the user. Null if the user created it.</param>
/// <param name="Project">Name of the only project that the token opens. Null for all projects of the owner.</param>
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
    DateTime? LastUsedAt,
    string? Project);
