using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Application.Evaluations;

/// <summary>A run with its evaluation on the test split.</summary>
/// <param name="DatasetVersionId">Row numbers are comparable only within one version. Null if the run has no dataset version.</param>
/// <param name="TestDigest">Digest of its predictions by row. Null for runs of earlier releases.</param>
internal sealed record JudgedRun(Guid? DatasetVersionId, string? TestDigest, SplitEvaluation Test);
