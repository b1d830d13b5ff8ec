namespace MlWorkbench.Engine.Experiments;

/// <summary>What the server hands to the Trainer process as <c>job.json</c> in the job's folder.</summary>
/// <param name="DataFile">Path of the dataset version's Arrow file.</param>
/// <param name="RemainingSeconds">The part of the budget that earlier attempts left.</param>
/// <param name="Finished">Runs that earlier attempts finished; their files are in <c>runs/NNN/</c> of the job's folder.</param>
public sealed record SearchJob(ExperimentSpec Spec, string DataFile, double RemainingSeconds, IReadOnlyList<RunResult> Finished);
