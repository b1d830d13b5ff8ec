using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Backups;

/// <summary>The state of the backups, for administrators.</summary>
/// <param name="Backups">Newest first.</param>
/// <param name="LastJob">The last backup job. Null before the first.</param>
public sealed record BackupOverview(string Folder, IReadOnlyList<BackupSummary> Backups, JobSummary? LastJob);
