using System.Text.Json.Serialization;
using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Experiments;

/// <summary>What the Trainer process tells the server, one JSON object a line on standard output.</summary>
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

/// <summary>The search knows what it will do.</summary>
public sealed record SearchPlanned(SearchPlan Plan) : SearchEvent;

/// <summary>A run began.</summary>
public sealed record RunStarted(int Number, string Trainer, string Title, IReadOnlyDictionary<string, string> Parameters) : SearchEvent;

/// <summary>An unexpected error ended a run. The details are for the log; the run's own reason is for people.</summary>
public sealed record RunBroke(int Number, string Details) : SearchEvent;

/// <summary>A run ended; its files are complete in <c>runs/NNN/</c> of the job's folder.</summary>
public sealed record RunFinished(RunResult Run) : SearchEvent;

/// <summary>A sentence on what the search does now: "Blending the best runs", "Scoring the test split".</summary>
public sealed record PhaseChanged(string Text) : SearchEvent;

/// <summary>A run was evaluated on validation rows and on the test split, after the search; at most once per run.</summary>
/// <param name="Files">Names of the files that the evaluation added to the run folder (predictions of the test rows).</param>
public sealed record RunEvaluated(int Number, RunEvaluation Evaluation, IReadOnlyList<string>? Files = null) : SearchEvent;

/// <summary>The search is over and has a winner.</summary>
/// <param name="BestRunNumber">Chosen on validation rows only.</param>
public sealed record SearchCompleted(int BestRunNumber, bool StoppedEarly, IReadOnlyList<string> Findings) : SearchEvent;

/// <summary>The search cannot be done: the sentence is for the user.</summary>
public sealed record SearchFailed(string Code, string Message, string? Column = null) : SearchEvent;
