using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace MlWorkbench.Application.Storage;

/// <summary>Lets a token end a running SQLite statement, which otherwise goes on to its end whatever was cancelled.</summary>
internal static class InterruptibleConnection
{
    /// <summary>Opens the context's connection. Until the answer is disposed, the token ends the statement that runs on it.</summary>
    public static async Task<CancellationTokenRegistration> OpenInterruptibleAsync(this WorkbenchDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        return cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
    }
}
