namespace MlWorkbench.Application.Access.Tokens;

/// <summary>A new token, in clear text only here.</summary>
/// <param name="ExpiresAt">Null only for the configured first token.</param>
public sealed record IssuedToken(Guid Id, string Token, DateTime? ExpiresAt);
