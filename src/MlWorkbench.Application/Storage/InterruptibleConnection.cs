using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace MlWorkbench.Application.Storage;

/// <summary>Interrupts a running SQLite statement on cancellation. SQLite itself would run it to the end.</summary>
internal static class InterruptibleConnection
{
    /// <summary>Opens the context's connection. Until the returned object is disposed, the token interrupts the statement that runs on it.</summary>
    public static async Task<CancellationTokenRegistration> OpenInterruptibleAsync(this WorkbenchDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        return cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
    }
}
