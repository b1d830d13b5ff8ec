using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>All that the page of a run shows.</summary>
/// <param name="Result">Null while it trains.</param>
/// <param name="Evaluation">Null until the search has evaluated it.</param>
/// <param name="Baseline">The evaluation of the experiment's baseline, to see what a model without features gets.</param>
/// <param name="AgainstBaseline">How it does against that baseline by the search metric, on the test split or else on validation rows; null where one of them was not judged.</param>
/// <param name="Members">For an ensemble: the runs that it blends.</param>
/// <param name="PackageBytes">Size of the model package.</param>
public sealed record RunDetails(
    RunSummary Summary,
    Guid ExperimentId,
    string ExperimentName,
    ExperimentState ExperimentState,
    bool IsBest,
    string Dataset,
    int DatasetVersion,
    string Target,
    SearchPlan? Plan,
    RunResult? Result,
    RunEvaluation? Evaluation,
    RunEvaluation? Baseline,
    ModelComparison? AgainstBaseline,
    IReadOnlyList<RunMember> Members,
    long? PackageBytes,
    DateTime StartedAt,
    DateTime? EndedAt);
