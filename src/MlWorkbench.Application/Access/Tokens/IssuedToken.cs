namespace MlWorkbench.Application.Access.Tokens;

/// <summary>A new token, in clear this once.</summary>
/// <param name="ExpiresAt">Null for the configured first token only.</param>
public sealed record IssuedToken(Guid Id, string Token, DateTime? ExpiresAt);
