using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MlWorkbench.Application.Storage;

/// <summary>Watches every connection to the database: a statement that meets damage begins the read-only mode, which SQLite itself enforces on each connection that is opened afterwards.</summary>
internal sealed class StorageWatch(StorageDamage damage, DiskSpace disk) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => ForbidWritesOnceDamaged(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ForbidWritesOnceDamaged(connection);
        return Task.CompletedTask;
    }

    /// <summary>Hears of every failure: of a statement, of a row that is read later, and of a commit.</summary>
    public void Note(EventData failure)
    {
        if (failure is not IErrorEventData { Exception: SqliteException refusal })
        {
            return;
        }

        if (StorageFailure.IsDamage(refusal))
        {
            damage.Report("a statement met a page that cannot be read");
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
