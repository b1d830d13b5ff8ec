namespace MlWorkbench.Application.Access.Tokens;

/// <summary>A token as asked for.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scopes">Null: all that the owner's role allows.</param>
/// <param name="ExpiresInDays">1 to 365; null: 365.</param>
/// <param name="UserId">Its owner; null: who asks.</param>
public sealed record TokenOrder(string Name, IReadOnlySet<Permission>? Scopes = null, int? ExpiresInDays = null, Guid? UserId = null);
