namespace MlWorkbench.Application.Access.Accounts;

/// <summary>An authenticated account, which may open a session.</summary>
public sealed record SignedIn(Actor Actor);
