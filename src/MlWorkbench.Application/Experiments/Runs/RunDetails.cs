using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Contents of the page of a run.</summary>
/// <param name="Result">Null while it trains.</param>
/// <param name="Evaluation">Null until the search has evaluated it.</param>
/// <param name="Baseline">The evaluation of the experiment's baseline, which is a model without features.</param>
/// <param name="AgainstBaseline">Comparison with that baseline by the search metric. Null unless both were evaluated on the same split.</param>
/// <param name="Members">The runs in the blend. Empty for a run of one model.</param>
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
