namespace MlWorkbench.Application.Storage.Backups;

/// <summary>When backups are made and how many stay: configuration section <c>Backup</c>.</summary>
public sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>Folder of the backups; null: <c>backups</c> in the storage folder. Another disk is safer.</summary>
    public string? Folder { get; set; }

    /// <summary>Hours from one backup to the next; 0: only when somebody asks.</summary>
    public int IntervalHours { get; set; } = 24;

    /// <summary>How many backups stay; older ones are deleted after the next good one.</summary>
    public int Keep { get; set; } = 3;
}
