using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Backups;

/// <summary>A backup as lists show it.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="At">When it was made; UTC.</param>
/// <param name="IsGood">It passed every check when it was made. False: the database was damaged already.</param>
/// <param name="LastCheck">The job that checked it last since then; null: none did.</param>
public sealed record BackupSummary(string Name, DateTime At, long Bytes, bool IsGood, JobSummary? LastCheck);
