namespace MlWorkbench.Application.Home;

/// <summary>Something with a name and a page.</summary>
public sealed record JumpTarget(JumpKind Kind, string Name, Guid Id);
