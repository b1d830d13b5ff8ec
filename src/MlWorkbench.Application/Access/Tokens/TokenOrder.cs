namespace MlWorkbench.Application.Access.Tokens;

/// <summary>Request for a token.</summary>
/// <param name="Name">Purpose of the token.</param>
/// <param name="Scopes">Null for all permissions of the owner's role.</param>
/// <param name="ExpiresInDays">1 to 365. If null, 365.</param>
/// <param name="UserId">The owner. If null, the requester.</param>
/// <param name="Project">Name of the only project that the token opens. If null, all projects of the owner.</param>
public sealed record TokenOrder(string Name, IReadOnlySet<Permission>? Scopes = null, int? ExpiresInDays = null, Guid? UserId = null, string? Project = null);
