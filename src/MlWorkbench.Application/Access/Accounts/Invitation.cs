namespace MlWorkbench.Application.Access.Accounts.Accounts;

/// <summary>An invitation that can be accepted now.</summary>
public sealed record Invitation(string Email, string Name);
