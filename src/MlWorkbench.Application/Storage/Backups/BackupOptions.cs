namespace MlWorkbench.Application.Storage.Backups;

/// <summary>Schedule and number of backups: configuration section <c>Backup</c>.</summary>
public sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>Folder of the backups. If null, <c>backups</c> in the storage folder. Another disk is safer.</summary>
    public string? Folder { get; set; }

    /// <summary>Hours from one backup to the next. If 0, backups are created only on request.</summary>
    public int IntervalHours { get; set; } = 24;

    /// <summary>Number of backups to retain. Older ones are deleted after the next good one.</summary>
    public int Keep { get; set; } = 3;
}
