using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Contents of the page of a run.</summary>
public sealed record RunDetails
{
    public required RunSummary Summary { get; init; }

    public required Guid ExperimentId { get; init; }

    public required string ExperimentName { get; init; }

    public required ExperimentState ExperimentState { get; init; }

    public required bool IsBest { get; init; }

    public required string Dataset { get; init; }

    public required int DatasetVersion { get; init; }

    public required string Target { get; init; }

    public required SearchPlan? Plan { get; init; }

    /// <summary>Null while it trains.</summary>
    public required RunResult? Result { get; init; }

    /// <summary>Null until the search has evaluated it.</summary>
    public required RunEvaluation? Evaluation { get; init; }

    /// <summary>The evaluation of the experiment's baseline, which is a model without features.</summary>
    public required RunEvaluation? Baseline { get; init; }

    /// <summary>Comparison with that baseline by the search metric. Null unless both were evaluated on the same split.</summary>
    public required ModelComparison? AgainstBaseline { get; init; }

    /// <summary>The runs in the blend. Empty for a run of one model.</summary>
    public required IReadOnlyList<RunMember> Members { get; init; }

    /// <summary>Size of the model package.</summary>
    public required long? PackageBytes { get; init; }

    public required DateTime StartedAt { get; init; }

    public required DateTime? EndedAt { get; init; }
}
