namespace MlWorkbench.Application.Access.Accounts;

/// <summary>A valid invitation.</summary>
public sealed record Invitation(string Email, string Name);
