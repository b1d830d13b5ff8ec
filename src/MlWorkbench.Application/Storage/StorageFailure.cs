using Microsoft.Data.Sqlite;

namespace MlWorkbench.Application.Storage;

/// <summary>Tells in plain words why the database refused: the one map from SQLite's error codes to answers.</summary>
public static class StorageFailure
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    private const string Explanation = "MlWorkbench.Explanation";

    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);

    /// <summary>The refusal behind the exception, or null when the database is not its cause.</summary>
    public static WorkbenchException? Find(Exception? exception)
    {
        while (exception is not null and not SqliteException)
        {
            exception = exception.InnerException;
        }

        return exception is SqliteException refusal ? Explain(refusal) : null;
    }

    /// <summary>True when another program holds the database, so that the same write succeeds later.</summary>
    public static bool IsBusy(Exception exception) => Find(exception)?.Code == "storage_busy";

    /// <summary>True when pages of the file cannot be read as a database.</summary>
    internal static bool IsDamage(Exception exception) => Find(exception)?.Code == "storage_damaged";

    internal static bool IsFull(SqliteException refusal) => refusal.SqliteErrorCode == Full;

    /// <summary>Gives the refusal a sentence about the disk, which its code alone cannot tell.</summary>
    internal static void Explain(SqliteException refusal, string sentence) => refusal.Data[Explanation] = sentence;

    private static WorkbenchException? Explain(SqliteException refusal) => refusal.SqliteErrorCode switch
    {
        Busy or Locked => new(ErrorKind.Unavailable, "storage_busy", "Another program holds the database, so nothing can be written now. Nothing was changed; try again in a few seconds.", inner: refusal) { RetryAfter = TryAgainAfter },
        Full => new(ErrorKind.StorageFull, "disk_full", $"{refusal.Data[Explanation] ?? "The disk that holds the workbench is full."} Nothing was changed; free some space and try again.", inner: refusal),
        ReadOnly => new(ErrorKind.Unavailable, "storage_read_only", "The database takes no changes now: it is damaged, or its folder cannot be written. Nothing was changed; an administrator finds the reason under Admin > Settings.", inner: refusal),
        Corrupt or NotADatabase => new(ErrorKind.Unavailable, "storage_damaged", "The database is damaged at the place that was asked for. An administrator has to restore a backup.", inner: refusal),
        InputOutput or CannotOpen => new(ErrorKind.Unavailable, "storage_failed", "The disk that holds the database cannot be read or written. Nothing was changed; the server's log has the cause.", inner: refusal),
        _ => null,
    };
}
