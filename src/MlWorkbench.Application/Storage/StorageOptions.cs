namespace MlWorkbench.Application.Storage;

/// <summary>Where the workbench keeps everything: configuration section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Folder that holds <c>workbench.db</c>, its cache and its backups.</summary>
    public string Path { get; set; } = "data";

    /// <summary>Largest upload in bytes.</summary>
    public long MaxUploadBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>A table of so few cells is read however small its file is.</summary>
    public long SmallTableCells { get; set; } = 20_000_000;

    /// <summary>Most cells of a larger table per byte of its file.</summary>
    public int CellsPerByte { get; set; } = 100;

    /// <summary>Most bytes of work files that one import may have.</summary>
    public long MaxImportScratchBytes { get; set; } = 32L * 1024 * 1024 * 1024;

    /// <summary>Most bytes of work files that all imports together may have.</summary>
    public long MaxScratchBytes { get; set; } = 64L * 1024 * 1024 * 1024;

    /// <summary>Share of the disk that imports leave free, in percent; below it the server is not ready.</summary>
    public double ReservePercent { get; set; } = 5;

    /// <summary>Longest that a write waits for another program that holds the database.</summary>
    public int BusySeconds { get; set; } = 15;

    /// <summary>Longest that the change to a newer schema may take at start.</summary>
    public int MigrationMinutes { get; set; } = 30;

    /// <summary>Longest that the search for damage may hold up a start; 0: nothing is checked at start.</summary>
    public int StartCheckSeconds { get; set; } = 10;

    /// <summary>Hours from one search for damage to the next while the server runs; 0: none runs.</summary>
    public int CheckHours { get; set; } = 24;

    /// <summary>Longest that such a search may take.</summary>
    public int CheckMinutes { get; set; } = 60;

    public string DatabaseFile => System.IO.Path.Combine(Path, "workbench.db");

    /// <summary>Materialised contents; may be deleted at any time.</summary>
    public string CacheFolder => System.IO.Path.Combine(Path, "cache");

    /// <summary>The newest entry of the audit trail on each day, to be copied elsewhere.</summary>
    public string AuditHeadsFolder => System.IO.Path.Combine(Path, "audit-heads");

    /// <summary>Work in progress; emptied at every start.</summary>
    public string ScratchFolder => System.IO.Path.Combine(Path, "scratch");
}
