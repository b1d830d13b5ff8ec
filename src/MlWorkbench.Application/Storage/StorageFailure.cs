using Microsoft.Data.Sqlite;

namespace MlWorkbench.Application.Storage;

/// <summary>Maps SQLite's error codes to errors with plain sentences.</summary>
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

    /// <summary>Returns the error behind the exception. Null if the database is not its cause.</summary>
    public static WorkbenchException? Find(Exception? exception)
    {
        while (exception is not null and not SqliteException)
        {
            exception = exception.InnerException;
        }

        return exception is SqliteException refusal ? Explain(refusal) : null;
    }

    /// <summary>True if another program locks the database, so that the same write can succeed later.</summary>
    public static bool IsBusy(Exception exception) => Find(exception)?.Code == "storage_busy";

    /// <summary>True if pages of the file cannot be read as a database.</summary>
    internal static bool IsDamage(Exception exception) => Find(exception)?.Code == "storage_damaged";

    internal static bool IsFull(SqliteException refusal) => refusal.SqliteErrorCode == Full;

    /// <summary>Adds a sentence about the disk to the error, which the error code alone cannot give.</summary>
    internal static void Explain(SqliteException refusal, string sentence) => refusal.Data[Explanation] = sentence;

    private static WorkbenchException? Explain(SqliteException refusal) => refusal.SqliteErrorCode switch
    {
        Busy or Locked => new(ErrorKind.Unavailable, "storage_busy",
            "Another program has locked the database, so nothing can be written now. Nothing was changed. " +
            "Try again in a few seconds.", inner: refusal) { RetryAfter = TryAgainAfter },
        Full => new(ErrorKind.StorageFull, "disk_full",
            $"{refusal.Data[Explanation] ?? "The disk that holds the workbench is full."} Nothing was changed. " +
            "Free some space and try again.", inner: refusal),
        ReadOnly => new(ErrorKind.Unavailable, "storage_read_only",
            "The database is read-only: it is damaged, or its folder cannot be written. Nothing was changed. " +
            "An administrator finds the reason under Admin > Settings.", inner: refusal),
        Corrupt or NotADatabase => new(ErrorKind.Unavailable, "storage_damaged",
            "The requested part of the database is damaged. An administrator must restore a backup.", inner: refusal),
        InputOutput or CannotOpen => new(ErrorKind.Unavailable, "storage_failed",
            "The disk that holds the database cannot be read or written. Nothing was changed. The server's log has the cause.", inner: refusal),
        _ => null,
    };
}
