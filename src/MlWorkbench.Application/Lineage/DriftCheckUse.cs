namespace MlWorkbench.Application.Lineage;

/// <summary>A drift check that read a version.</summary>
/// <param name="IsReference">Whether the version was what the model learnt from; otherwise it was the newer data.</param>
/// <param name="Drifted">Null while it runs, and when it failed.</param>
public sealed record DriftCheckUse(Guid Id, string Model, int ModelVersion, bool IsReference, bool? Drifted, string CreatedByName, DateTime CreatedAt);
