using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;

namespace MlWorkbench.Testing;

/// <summary>The database file of a storage folder.</summary>
internal sealed class SqliteTestDatabase(string folder) : TestDatabase
{
    private const string Name = "workbench.db";

    public override IEnumerable<KeyValuePair<string, string?>> Settings => [];

    public override Task ExecuteUncheckedAsync(string sql) => ExecuteAsync($"PRAGMA foreign_keys = OFF; {sql}");

    public override async Task<IAsyncDisposable> HoldAsync()
    {
        var connection = (SqliteConnection)await OpenAsync();
        return new Held(connection, connection.BeginTransaction(deferred: false));
    }

    public override Task RefuseAsync(string table, string change) => ExecuteAsync($"CREATE TRIGGER Refuse{table} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END");

    public override Task AllowAsync(string table) => ExecuteAsync($"DROP TRIGGER Refuse{table}");

    public override Task AllowAuditChangesAsync() => ExecuteAsync("DROP TRIGGER AuditEntriesNoUpdate; DROP TRIGGER AuditEntriesNoDelete");

    public override async Task<bool> ContainsAsync(string text)
    {
        foreach (var file in Directory.EnumerateFiles(folder, Name + "*"))
        {
            if ((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The folder is deleted with its workbench.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, Name)};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
