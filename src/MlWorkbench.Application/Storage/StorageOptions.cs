namespace MlWorkbench.Application.Storage;

/// <summary>Options of the storage: configuration section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Name of the connection string of a PostgreSQL database.</summary>
    public const string ConnectionName = "Workbench";

    /// <summary>Differs in each process, so that processes can share a folder.</summary>
    private static readonly string Process = Guid.CreateVersion7().ToString("N");

    /// <summary>The database system. The database of a PostgreSQL server is named by the connection string <c>Workbench</c>.</summary>
    public StorageProvider Provider { get; set; }

    /// <summary>The connection string <c>Workbench</c>, for a PostgreSQL server.</summary>
    internal string? ConnectionString { get; set; }

    /// <summary>True if the database is a file of this process alone. False if other processes use it too.</summary>
    public bool IsFile => Provider == StorageProvider.Sqlite;

    /// <summary>Folder that holds <c>workbench.db</c>, its cache and its backups.</summary>
    public string Path { get; set; } = "data";

    /// <summary>Largest upload in bytes.</summary>
    public long MaxUploadBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Tables with at most this number of cells are imported regardless of the size of their file.</summary>
    public long SmallTableCells { get; set; } = 20_000_000;

    /// <summary>Most cells of a larger table per byte of its file.</summary>
    public int CellsPerByte { get; set; } = 100;

    /// <summary>Most bytes of work files that one import may have.</summary>
    public long MaxImportScratchBytes { get; set; } = 32L * 1024 * 1024 * 1024;

    /// <summary>Most bytes of work files that all imports together may have.</summary>
    public long MaxScratchBytes { get; set; } = 64L * 1024 * 1024 * 1024;

    /// <summary>Share of the disk that imports leave free, in percent; below it the server is not ready.</summary>
    public double ReservePercent { get; set; } = 5;

    /// <summary>Longest wait of a write for another program that locks the database.</summary>
    public int BusySeconds { get; set; } = 15;

    /// <summary>Longest time for a schema upgrade at start.</summary>
    public int MigrationMinutes { get; set; } = 30;

    /// <summary>Longest delay of a start by the check for damage. If 0, there is no check at start.</summary>
    public int StartCheckSeconds { get; set; } = 10;

    /// <summary>Hours from one check for damage to the next while the server runs. If 0, there are no such checks.</summary>
    public int CheckHours { get; set; } = 24;

    /// <summary>Longest time for such a check.</summary>
    public int CheckMinutes { get; set; } = 60;

    /// <summary>Call it before an action that copies, checks or replaces the database file.</summary>
    /// <exception cref="WorkbenchException">The database is on a PostgreSQL server.</exception>
    public void RequireFile()
    {
        if (!IsFile)
        {
            throw new WorkbenchException(ErrorKind.Invalid, "backup_by_server",
                "The database is on a PostgreSQL server. Back it up with pg_dump or with continuous archiving, and restore it with pg_restore.");
        }
    }

    public string DatabaseFile => System.IO.Path.Combine(Path, "workbench.db");

    /// <summary>Materialized contents. They may be deleted at any time.</summary>
    public string CacheFolder => System.IO.Path.Combine(Path, "cache");

    /// <summary>The newest entry of the audit trail on each day, to be copied elsewhere.</summary>
    public string AuditHeadsFolder => System.IO.Path.Combine(Path, "audit-heads");

    /// <summary>Work in progress of this process.</summary>
    public string ScratchFolder => IsFile ? AllScratchFolder : System.IO.Path.Combine(AllScratchFolder, Process);

    /// <summary>Work in progress of all processes that share the folder. Remains are deleted at every start.</summary>
    internal string AllScratchFolder => System.IO.Path.Combine(Path, "scratch");
}
