namespace MlWorkbench.Application.Access;

/// <summary>An account that proved who it is.</summary>
/// <param name="SecurityStamp">Kept in the session; the session ends when the account's stamp moves on.</param>
public sealed record SignedIn(Actor Actor, string SecurityStamp);
