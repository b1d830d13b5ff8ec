namespace MlWorkbench.Application.Lineage;

/// <summary>Origin and dependents of a version, newest first.</summary>
public sealed record DatasetLineage
{
    /// <summary>A sentence about the origin of the version.</summary>
    public required string Origin { get; init; }

    /// <summary>The versions that it was derived from. Empty for an upload.</summary>
    public required IReadOnlyList<DerivationUse> Sources { get; init; }

    /// <summary>Whether a source has a newer version, so that the derivation can be repeated.</summary>
    public required bool NewerSource { get; init; }

    /// <summary>Versions that were derived from it.</summary>
    public required Page<DerivationUse> Derived { get; init; }

    /// <summary>Recipes written for the dataset. They do not depend on it: they apply to any table with the same columns.</summary>
    public required Page<RecipeUse> Recipes { get; init; }

    public required Page<ExperimentUse> Experiments { get; init; }

    /// <summary>Model versions trained on it.</summary>
    public required Page<ModelUse> Models { get; init; }

    /// <summary>Reports of runs trained on it.</summary>
    public required Page<ReportUse> Reports { get; init; }

    /// <summary>Drift checks that used it as reference or as current data.</summary>
    public required Page<DriftCheckUse> DriftChecks { get; init; }
}
