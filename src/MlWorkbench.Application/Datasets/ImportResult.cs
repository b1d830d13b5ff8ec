namespace MlWorkbench.Application.Datasets;

/// <summary>The version created by an upload.</summary>
/// <param name="IsNew">False if the dataset had a version with the same content already.</param>
public sealed record ImportResult(string Dataset, int Version, bool IsNew);
