namespace MlWorkbench.Application.Monitoring;

/// <summary>A dataset version that a model's training data can be compared with.</summary>
/// <param name="IsReference">It is the training data itself.</param>
public sealed record ComparableVersion(string Dataset, int Version, long Rows, DateTime CreatedAt, bool IsReference);
