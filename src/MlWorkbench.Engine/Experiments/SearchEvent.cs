using System.Text.Json.Serialization;
using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Experiments;

/// <summary>Messages from the Trainer process to its supervisor, one JSON object per line on standard output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(SearchPlanned), "planned")]
[JsonDerivedType(typeof(RunStarted), "runStarted")]
[JsonDerivedType(typeof(RunBroke), "runBroke")]
[JsonDerivedType(typeof(RunFinished), "runFinished")]
[JsonDerivedType(typeof(PhaseChanged), "phase")]
[JsonDerivedType(typeof(RunEvaluated), "runEvaluated")]
[JsonDerivedType(typeof(SearchCompleted), "completed")]
[JsonDerivedType(typeof(SearchFailed), "failed")]
public abstract record SearchEvent;

/// <summary>The plan of the search is complete.</summary>
public sealed record SearchPlanned(SearchPlan Plan) : SearchEvent;

/// <summary>A run started.</summary>
public sealed record RunStarted(int Number, string Trainer, string Title, IReadOnlyDictionary<string, ParameterValue> Parameters) : SearchEvent;

/// <summary>An unexpected error ended a run. The details are for the log; the reason of the run is for people.</summary>
public sealed record RunBroke(int Number, string Details) : SearchEvent;

/// <summary>A run ended. Its files in <c>runs/NNN/</c> of the job's folder are complete.</summary>
public sealed record RunFinished(RunResult Run) : SearchEvent;

/// <summary>The current phase of the search, for example <c>scoring_test</c>.</summary>
public sealed record PhaseChanged(Statement Phase) : SearchEvent;

/// <summary>A run was evaluated on validation rows and on the test split after the search, at most once per run.</summary>
/// <param name="Files">Names of the files that the evaluation added to the run folder (predictions of the test rows).</param>
public sealed record RunEvaluated(int Number, RunEvaluation Evaluation, IReadOnlyList<string>? Files = null) : SearchEvent;

/// <summary>The search has ended with a winner.</summary>
/// <param name="BestRunNumber">Number of the winner, which is selected on validation rows only.</param>
public sealed record SearchCompleted(int BestRunNumber, bool StoppedEarly, IReadOnlyList<Statement> Findings) : SearchEvent;

/// <summary>The search cannot be run. The sentence is for the user.</summary>
public sealed record SearchFailed(string Code, string Message, string? Column = null) : SearchEvent
{
    /// <summary>Code of <see cref="StoppedWithoutModel"/>.</summary>
    public const string Stopped = "stopped_without_model";

    /// <summary>A person stopped the search before its first model.</summary>
    public static SearchFailed StoppedWithoutModel { get; } = new(Stopped, "The search was stopped before a model was trained.");
}
