using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Application.Evaluations;

/// <summary>A run as it was judged on its test split.</summary>
/// <param name="DatasetVersionId">Row numbers mean the same only within one version.</param>
/// <param name="TestDigest">Content with its predictions row by row; null for runs of earlier releases.</param>
internal sealed record JudgedRun(Guid DatasetVersionId, string? TestDigest, SplitEvaluation Test);
