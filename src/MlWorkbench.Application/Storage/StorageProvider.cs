namespace MlWorkbench.Application.Storage;

/// <summary>The database system that holds the workbench.</summary>
public enum StorageProvider
{
    /// <summary>A file in the storage folder, used by one process.</summary>
    Sqlite,

    /// <summary>A database on a PostgreSQL server, which several processes can use.</summary>
    PostgreSql,
}
