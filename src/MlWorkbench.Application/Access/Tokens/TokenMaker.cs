namespace MlWorkbench.Application.Access.Tokens;

/// <summary>The creator of an API token for another person.</summary>
public sealed record TokenMaker(Guid UserId, string Name, string Email);
