using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Experiments;

/// <summary>One completed attempt to train a model.</summary>
/// <param name="Number">Number in the experiment: 1, 2, 3 …</param>
/// <param name="Trainer">Family, see <see cref="TrainerFamilies"/>.</param>
/// <param name="Title">Display title, one line: <c>LightGBM, 63 leaves</c>.</param>
/// <param name="Parameters">Hyper-parameters by name.</param>
/// <param name="Validation">The search metric on validation rows with its 95 % interval. Null if the run failed.</param>
/// <param name="FoldValues">The metric of each fold.</param>
/// <param name="Members">For a blend: run numbers and weights.</param>
/// <param name="Reason">Reason for a failure or stop.</param>
/// <param name="MicrosecondsPerRow">Time to score one row, measured only if it is limited.</param>
/// <param name="Files">Names of the run's files in the run folder (model package, out-of-fold predictions).</param>
public sealed record RunResult(
    int Number,
    string Trainer,
    string Title,
    RunState State,
    IReadOnlyDictionary<string, ParameterValue> Parameters,
    MetricValue? Validation,
    IReadOnlyList<double> FoldValues,
    double Seconds,
    IReadOnlyList<EnsembleMember>? Members = null,
    Statement? Reason = null,
    IReadOnlyList<string>? Files = null,
    double? MicrosecondsPerRow = null);
