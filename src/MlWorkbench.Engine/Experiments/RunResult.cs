using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Experiments;

/// <summary>One completed attempt to train a model.</summary>
public sealed record RunResult
{
    /// <summary>Number in the experiment: 1, 2, 3 …</summary>
    public required int Number { get; init; }

    /// <summary>Family, see <see cref="TrainerFamilies"/>.</summary>
    public required string Trainer { get; init; }

    /// <summary>Display title, one line: <c>LightGBM, 63 leaves</c>.</summary>
    public required string Title { get; init; }

    public required RunState State { get; init; }

    /// <summary>Hyper-parameters by name.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>The search metric on validation rows with its 95 % interval. Null if the run failed.</summary>
    public MetricValue? Validation { get; init; }

    /// <summary>The metric of each fold.</summary>
    public required IReadOnlyList<double> FoldValues { get; init; }

    public required double Seconds { get; init; }

    /// <summary>For a blend: run numbers and weights.</summary>
    public IReadOnlyList<EnsembleMember>? Members { get; init; }

    /// <summary>Reason for a failure or stop.</summary>
    public Statement? Reason { get; init; }

    /// <summary>Names of the run's files in the run folder (model package, out-of-fold predictions).</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>Time to score one row, measured only if it is limited.</summary>
    public double? MicrosecondsPerRow { get; init; }
}
