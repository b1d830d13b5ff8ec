namespace MlWorkbench.Engine.Experiments;

/// <summary>Contents of <c>job.json</c> in the job's folder, which a supervisor passes to the Trainer process.</summary>
/// <param name="DataFile">Path of the dataset version's Arrow file, or of the file of a <see cref="FileSearch"/>.</param>
/// <param name="RemainingSeconds">The remaining budget after earlier attempts.</param>
/// <param name="Finished">Runs that earlier attempts finished. Their files are in <c>runs/NNN/</c> of the job's folder.</param>
/// <param name="File">The search of a file. If null, the server's search, which keeps the models of all runs in the job's folder.</param>
public sealed record SearchJob(ExperimentSpec Spec, string DataFile, double RemainingSeconds, IReadOnlyList<RunResult> Finished, FileSearch? File = null);
