namespace MlWorkbench.Application.Access;

/// <summary>A new token, in clear this once.</summary>
public sealed record IssuedToken(Guid Id, string Token);
