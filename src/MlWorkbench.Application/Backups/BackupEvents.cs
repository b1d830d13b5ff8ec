using MlWorkbench.Application.Events;

namespace MlWorkbench.Application.Backups;

/// <summary>Changes of backups.</summary>
internal static class BackupEvents
{
    /// <param name="name">The file. If null, the file of the backup that starts.</param>
    public static EventSubject Of(string? name) => new("workbench", BackupJob.SubjectId, name ?? "Backup");

    public sealed record Started() : WorkbenchChange("backup.started");

    public sealed record CheckStarted() : WorkbenchChange("backup.checkStarted");
}
