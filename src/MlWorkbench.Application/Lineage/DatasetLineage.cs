namespace MlWorkbench.Application.Lineage;

/// <summary>Origin and dependents of a version, newest first.</summary>
/// <param name="Origin">A sentence about the origin of the version.</param>
/// <param name="Sources">The versions that it was derived from. Empty for an upload.</param>
/// <param name="NewerSource">Whether a source has a newer version, so that the derivation can be repeated.</param>
/// <param name="Derived">Versions that were derived from it.</param>
/// <param name="Recipes">Recipes written for the dataset. They do not depend on it: they apply to any table with the same columns.</param>
/// <param name="Models">Model versions trained on it.</param>
/// <param name="Reports">Reports of runs trained on it.</param>
/// <param name="DriftChecks">Drift checks that used it as reference or as current data.</param>
public sealed record DatasetLineage(
    string Origin,
    IReadOnlyList<DerivationUse> Sources,
    bool NewerSource,
    Page<DerivationUse> Derived,
    Page<RecipeUse> Recipes,
    Page<ExperimentUse> Experiments,
    Page<ModelUse> Models,
    Page<ReportUse> Reports,
    Page<DriftCheckUse> DriftChecks);
