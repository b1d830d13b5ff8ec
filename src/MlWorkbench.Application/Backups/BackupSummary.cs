using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Backups;

/// <summary>A backup as lists show it.</summary>
/// <param name="Name">Name of its file.</param>
/// <param name="At">Time of the backup; UTC.</param>
/// <param name="IsGood">The backup passed every check when it was created. False if the database was damaged already.</param>
/// <param name="LastCheck">The last job that checked it. Null before the first check.</param>
public sealed record BackupSummary(string Name, DateTime At, long Bytes, bool IsGood, JobSummary? LastCheck);
