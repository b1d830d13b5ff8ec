namespace MlWorkbench.Application.Access.Tokens;

/// <summary>Who made an API token for somebody else.</summary>
public sealed record TokenMaker(Guid UserId, string Name, string Email);
