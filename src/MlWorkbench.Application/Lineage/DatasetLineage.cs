namespace MlWorkbench.Application.Lineage;

/// <summary>Where a version came from and what was made of it, newest first.</summary>
/// <param name="Origin">How it came to be, in a sentence.</param>
/// <param name="Sources">The versions that it was derived from; none for an upload.</param>
/// <param name="NewerSource">Whether a source has a newer version, so that it can be derived again.</param>
/// <param name="Derived">Versions that were derived from it.</param>
/// <param name="Recipes">That were written for the dataset. They do not depend on it: any table with the same columns will do.</param>
/// <param name="Models">Versions of models that were trained on it.</param>
/// <param name="Reports">Of runs that were trained on it.</param>
/// <param name="DriftChecks">That compared with it or looked at it.</param>
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
