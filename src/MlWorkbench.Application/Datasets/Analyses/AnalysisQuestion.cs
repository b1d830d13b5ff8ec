namespace MlWorkbench.Application.Datasets.Analyses;

/// <summary>An analysis to compute of a version. Versions are immutable, so its result never changes.</summary>
/// <param name="Subject">The subject, as in <see cref="DatasetAnalysis.Subject"/>.</param>
/// <param name="ReferenceVersionId">The version to compare with. Null if the analysis is not a comparison.</param>
internal sealed record AnalysisQuestion(Guid VersionId, AnalysisKind Kind, string Subject = "", Guid? ReferenceVersionId = null);
