namespace MlWorkbench.Application.Storage;

/// <summary>Refuses SQLite libraries that can lose data.</summary>
internal static class SqliteVersion
{
    /// <summary>The first version without the WAL-reset race, which could corrupt a database (sqlite.org/wal.html, "The WAL-reset bug").</summary>
    public static readonly Version Minimum = new(3, 51, 3);

    public static void Require(string version)
    {
        if (!Version.TryParse(version, out var found) || found < Minimum)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "sqlite_too_old", $"The SQLite library is version {version}; at least {Minimum} is needed, because older ones can corrupt the database. Use the library that comes with MlWorkbench.");
        }
    }
}
