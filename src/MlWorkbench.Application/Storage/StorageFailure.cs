using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace MlWorkbench.Application.Storage;

/// <summary>Maps the error codes of the database to errors with plain sentences.</summary>
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
        while (exception is not null and not SqliteException and not NpgsqlException)
        {
            exception = exception.InnerException;
        }

        return exception switch
        {
            SqliteException refusal => Explain(refusal),
            PostgresException refusal => Explain(refusal),
            NpgsqlException refusal => UnreachableError(refusal),
            _ => null,
        };
    }

    /// <summary>True if the database is the cause. Some providers wrap their errors in others.</summary>
    public static bool IsCause(Exception exception) => exception is DbException || Find(exception) is not null;

    /// <summary>True if another program locks the database or its server does not answer, so that the same write can succeed later.</summary>
    public static bool IsBusy(Exception exception) => Find(exception)?.Code is "storage_busy" or "storage_unreachable";

    /// <summary>True if pages of the file cannot be read as a database.</summary>
    internal static bool IsDamage(Exception exception) => Find(exception)?.Code == "storage_damaged";

    internal static bool IsFull(Exception exception) => Find(exception)?.Code == "disk_full";

    /// <summary>Adds a sentence about the disk to the error, which the error code alone cannot give.</summary>
    internal static void Explain(SqliteException refusal, string sentence) => refusal.Data[Explanation] = sentence;

    private static WorkbenchException? Explain(SqliteException refusal) => refusal.SqliteErrorCode switch
    {
        Busy or Locked => BusyError(refusal),
        Full => FullError(refusal, refusal.Data[Explanation] as string ?? "The disk that holds the workbench is full."),
        ReadOnly => new(ErrorKind.Unavailable, "storage_read_only",
            "The database is read-only: it is damaged, or its folder cannot be written. Nothing was changed. " +
            "An administrator finds the reason under Admin > Settings.", inner: refusal),
        Corrupt or NotADatabase => DamageError(refusal),
        InputOutput or CannotOpen => new(ErrorKind.Unavailable, "storage_failed",
            "The disk that holds the database cannot be read or written. Nothing was changed. The server's log has the cause.", inner: refusal),
        _ => null,
    };

    /// <remarks>Codes: postgresql.org/docs/current/errcodes-appendix.html.</remarks>
    private static WorkbenchException? Explain(PostgresException refusal) => refusal.SqlState switch
    {
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.TooManyConnections => BusyError(refusal),
        PostgresErrorCodes.DiskFull => FullError(refusal, "The disk of the PostgreSQL server is full."),
        PostgresErrorCodes.ReadOnlySqlTransaction => new(ErrorKind.Unavailable, "storage_read_only",
            "The PostgreSQL server is read-only. Nothing was changed. Connect to the primary server, or end its read-only mode.", inner: refusal),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => DamageError(refusal),
        PostgresErrorCodes.CharacterNotInRepertoire => new(ErrorKind.Invalid, "text_not_storable",
            "The text contains the character NUL (U+0000), which the database cannot store. Nothing was changed. Remove the character.", inner: refusal),
        PostgresErrorCodes.InvalidCatalogName => new(ErrorKind.Unavailable, "database_missing",
            "The PostgreSQL server has no such database. Create it, or correct the connection string ConnectionStrings:Workbench.", inner: refusal),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InsufficientPrivilege => new(ErrorKind.Unavailable, "storage_refused",
            "The PostgreSQL server refused the user of the workbench. Correct the connection string ConnectionStrings:Workbench or the user's rights.", inner: refusal),
        _ when refusal.IsTransient => UnreachableError(refusal),
        _ => null,
    };

    private static WorkbenchException BusyError(Exception refusal) => new(ErrorKind.Unavailable, "storage_busy",
        "Another program has locked the database, so nothing can be written now. Nothing was changed. " +
        "Try again in a few seconds.", inner: refusal) { RetryAfter = TryAgainAfter };

    private static WorkbenchException FullError(Exception refusal, string sentence) =>
        new(ErrorKind.StorageFull, "disk_full", $"{sentence} Nothing was changed. Free some space and try again.", inner: refusal);

    private static WorkbenchException DamageError(Exception refusal) => new(ErrorKind.Unavailable, "storage_damaged",
        "The requested part of the database is damaged. An administrator must restore a backup.", inner: refusal);

    private static WorkbenchException UnreachableError(Exception refusal) => new(ErrorKind.Unavailable, "storage_unreachable",
        "The PostgreSQL server does not answer, or it ended the connection. Try again in a few seconds. The server's log has the cause.",
        inner: refusal) { RetryAfter = TryAgainAfter };
}
