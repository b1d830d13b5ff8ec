namespace MlWorkbench.Application.Lineage;

/// <summary>A version that was derived from a version, or one that it was derived from.</summary>
public sealed record DerivationUse(string Dataset, int Version, string CreatedByName, DateTime CreatedAt);
