namespace MlWorkbench.Engine.Experiments;

/// <summary>Contents of <c>job.json</c> in the job's folder, which the server passes to the Trainer process.</summary>
/// <param name="DataFile">Path of the dataset version's Arrow file.</param>
/// <param name="RemainingSeconds">The remaining budget after earlier attempts.</param>
/// <param name="Finished">Runs that earlier attempts finished. Their files are in <c>runs/NNN/</c> of the job's folder.</param>
public sealed record SearchJob(ExperimentSpec Spec, string DataFile, double RemainingSeconds, IReadOnlyList<RunResult> Finished);
