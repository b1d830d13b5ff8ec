namespace MlWorkbench.Application.Access;

/// <summary>An account that proved who it is; it may open a session.</summary>
public sealed record SignedIn(Actor Actor);
