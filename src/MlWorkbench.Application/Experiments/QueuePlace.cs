namespace MlWorkbench.Application.Experiments;

/// <summary>Place of a waiting experiment in the queue.</summary>
/// <param name="Position">1 for the next.</param>
/// <param name="RunningTitle">The experiment that trains now and must end first. Null if none does, or it is in another project.</param>
public sealed record QueuePlace(int Position, string? RunningTitle);
