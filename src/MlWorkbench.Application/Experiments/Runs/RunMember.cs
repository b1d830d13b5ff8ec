namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run that an ensemble blends.</summary>
public sealed record RunMember(Guid Id, int Number, string Title, double Weight);
