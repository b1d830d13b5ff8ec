namespace MlWorkbench.Application.Experiments;

/// <summary>Where a waiting experiment stands.</summary>
/// <param name="Position">1 for the next.</param>
/// <param name="RunningTitle">What trains now, and is waited for.</param>
public sealed record QueuePlace(int Position, string? RunningTitle);
