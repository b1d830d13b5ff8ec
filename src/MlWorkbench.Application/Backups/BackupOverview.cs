using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Backups;

/// <summary>What an administrator has to know about backups.</summary>
/// <param name="Backups">Newest first.</param>
/// <param name="LastJob">The backup that was asked for last; null: none ever was.</param>
public sealed record BackupOverview(string Folder, IReadOnlyList<BackupSummary> Backups, JobSummary? LastJob);
