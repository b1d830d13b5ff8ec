namespace MlWorkbench.Application.Storage;

/// <summary>Where the workbench keeps everything: configuration section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Folder that holds <c>workbench.db</c>, its cache and its backups.</summary>
    public string Path { get; set; } = "data";

    /// <summary>Largest upload in bytes.</summary>
    public long MaxUploadBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Longest that a write waits for another program that holds the database.</summary>
    public int BusySeconds { get; set; } = 15;

    /// <summary>Longest that the change to a newer schema may take at start.</summary>
    public int MigrationMinutes { get; set; } = 30;

    public string DatabaseFile => System.IO.Path.Combine(Path, "workbench.db");

    /// <summary>Materialised contents; may be deleted at any time.</summary>
    public string CacheFolder => System.IO.Path.Combine(Path, "cache");

    /// <summary>The newest entry of the audit trail on each day, to be copied elsewhere.</summary>
    public string AuditHeadsFolder => System.IO.Path.Combine(Path, "audit-heads");

    /// <summary>Work in progress; emptied at every start.</summary>
    public string ScratchFolder => System.IO.Path.Combine(Path, "scratch");
}
