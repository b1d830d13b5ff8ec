namespace MlWorkbench.Application.Lineage;

/// <summary>A drift check that read a version.</summary>
/// <param name="IsReference">Whether the version is the reference, which the model was trained on. Otherwise it is the current data.</param>
/// <param name="Drifted">Null while the check runs, and if it failed.</param>
public sealed record DriftCheckUse(Guid Id, string Model, int ModelVersion, bool IsReference, bool? Drifted, string CreatedByName, DateTime CreatedAt);
