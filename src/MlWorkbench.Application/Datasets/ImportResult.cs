namespace MlWorkbench.Application.Datasets;

/// <summary>The version that an upload became.</summary>
/// <param name="IsNew">False where the dataset had a version with the same content already.</param>
public sealed record ImportResult(string Dataset, int Version, bool IsNew);
