namespace MlWorkbench.Application.Lineage;

/// <summary>A version derived from a version, or the source of one.</summary>
public sealed record DerivationUse(string Dataset, int Version, string CreatedByName, DateTime CreatedAt);
