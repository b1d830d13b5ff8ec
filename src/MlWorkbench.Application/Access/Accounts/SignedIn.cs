namespace MlWorkbench.Application.Access.Accounts.Accounts;

/// <summary>An account that proved who it is; it may open a session.</summary>
public sealed record SignedIn(Actor Actor);
