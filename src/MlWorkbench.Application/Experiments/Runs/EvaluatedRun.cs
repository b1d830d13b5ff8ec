using MlWorkbench.Application.Evaluations;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run with the values that a comparison reads.</summary>
internal sealed record EvaluatedRun(RunSummary Summary, RunResult Result, RunEvaluation? Evaluation, string? TestDigest, Guid ExperimentId, string ExperimentName, Guid? DatasetVersionId, string Dataset, int DatasetVersion)
{
    /// <summary>The evaluation on the test split or on validation rows. A run without an evaluation has only its search metric.</summary>
    public SplitEvaluation Split(bool test) =>
        (test ? Evaluation?.Test : Evaluation?.Validation) ?? new SplitEvaluation(0, Summary.Validation is { } value && !test ? [value] : [], []);

    /// <summary>Predictions by row are included only on the test split. Those of validation rows are not stored for comparisons.</summary>
    public JudgedRun Judged(bool test) => new(DatasetVersionId, test ? TestDigest : null, Split(test));
}
