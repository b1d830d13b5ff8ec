namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A member of a blend.</summary>
public sealed record RunMember(Guid Id, int Number, string Title, double Weight);
