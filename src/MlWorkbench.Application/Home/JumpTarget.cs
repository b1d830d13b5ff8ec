namespace MlWorkbench.Application.Home;

/// <summary>A result of the quick search: an object with a name and a page.</summary>
public sealed record JumpTarget(JumpKind Kind, string Name, Guid Id);
