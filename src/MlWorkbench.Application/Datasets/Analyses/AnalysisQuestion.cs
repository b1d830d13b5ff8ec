namespace MlWorkbench.Application.Datasets.Analyses;

/// <summary>What is asked about a version; the same question has the same answer for ever.</summary>
/// <param name="Subject">As in <see cref="DatasetAnalysis.Subject"/>.</param>
/// <param name="ReferenceVersionId">The version that it is compared with, where it is.</param>
internal sealed record AnalysisQuestion(Guid VersionId, AnalysisKind Kind, string Subject = "", Guid? ReferenceVersionId = null);
