namespace MlWorkbench.Application.Datasets.Lineage;

/// <summary>Where a version came from and what was made of it, newest first.</summary>
/// <param name="Origin">How it came to be, in a sentence.</param>
/// <param name="Models">Versions of models that were trained on it.</param>
/// <param name="Reports">Of runs that were trained on it.</param>
/// <param name="DriftChecks">That compared with it or looked at it.</param>
public sealed record DatasetLineage(
    string Origin,
    Page<ExperimentUse> Experiments,
    Page<ModelUse> Models,
    Page<ReportUse> Reports,
    Page<DriftCheckUse> DriftChecks);
