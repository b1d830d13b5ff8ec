using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MlWorkbench.Application.Storage;

/// <summary>Watches every connection to the database. A statement that finds damage starts the read-only mode of all later connections.</summary>
internal sealed class StorageWatch(StorageDamage damage, DiskSpace disk) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => ForbidWritesOnceDamaged(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ForbidWritesOnceDamaged(connection);
        return Task.CompletedTask;
    }

    /// <summary>Receives every failure: of a statement, of a row that is read later, and of a commit.</summary>
    public void Note(EventData failure)
    {
        if (failure is not IErrorEventData { Exception: SqliteException refusal })
        {
            return;
        }

        if (StorageFailure.IsDamage(refusal))
        {
            damage.Report("a statement found a page that cannot be read");
        }
        else if (StorageFailure.IsFull(refusal))
        {
            StorageFailure.Explain(refusal, disk.DescribeFull());
        }
    }

    private void ForbidWritesOnceDamaged(DbConnection connection)
    {
        if (damage.Found is null)
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA query_only = 1";
        command.ExecuteNonQuery();
    }
}
