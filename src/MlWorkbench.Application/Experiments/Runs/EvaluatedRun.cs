using MlWorkbench.Application.Evaluations;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run with the values that a comparison reads.</summary>
internal sealed record EvaluatedRun
{
    public required RunSummary Summary { get; init; }

    public required RunResult Result { get; init; }

    public required RunEvaluation? Evaluation { get; init; }

    public required string? TestDigest { get; init; }

    public required Guid ExperimentId { get; init; }

    public required string ExperimentName { get; init; }

    public required Guid? DatasetVersionId { get; init; }

    public required string Dataset { get; init; }

    public required int DatasetVersion { get; init; }

    /// <summary>The evaluation on the test split or on validation rows. A run without an evaluation has only its search metric.</summary>
    public SplitEvaluation Split(bool test) =>
        (test ? Evaluation?.Test : Evaluation?.Validation) ?? new SplitEvaluation
        {
            Rows = 0,
            Metrics = Summary.Validation is { } value && !test ? [value] : [],
            Segments = [],
        };

    /// <summary>Predictions by row are included only on the test split. Those of validation rows are not stored for comparisons.</summary>
    public JudgedRun Judged(bool test) => new(DatasetVersionId, test ? TestDigest : null, Split(test));
}
