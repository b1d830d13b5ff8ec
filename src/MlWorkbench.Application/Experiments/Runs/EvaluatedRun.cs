using MlWorkbench.Application.Evaluations;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run as it is read to be compared.</summary>
internal sealed record EvaluatedRun(RunSummary Summary, RunResult Result, RunEvaluation? Evaluation, string? TestDigest, Guid ExperimentId, string ExperimentName, Guid DatasetVersionId, string Dataset, int DatasetVersion)
{
    /// <summary>The test split, or validation; of a run that was not evaluated no more than its search metric is known.</summary>
    public SplitEvaluation Split(bool test) =>
        (test ? Evaluation?.Test : Evaluation?.Validation) ?? new SplitEvaluation(0, Summary.Validation is { } value && !test ? [value] : [], []);

    /// <summary>With its predictions row by row only on the test split: of validation rows they are not kept to compare by.</summary>
    public JudgedRun Judged(bool test) => new(DatasetVersionId, test ? TestDigest : null, Split(test));
}
