using System.Data.Common;

namespace MlWorkbench.Testing;

/// <summary>The database of one workbench, and what tests do to it from outside.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    private const string Postgres = "postgresql";

    /// <summary>Whether the tests of this program use PostgreSQL. Its project file or the variable <c>MLWORKBENCH_TEST_STORAGE</c> decides.</summary>
    public static bool IsPostgres { get; } = AppContext.GetData("MlWorkbench.Testing.Storage") as string == Postgres
        || Environment.GetEnvironmentVariable("MLWORKBENCH_TEST_STORAGE") == Postgres;

    /// <summary>Configuration keys of the database.</summary>
    public abstract IEnumerable<KeyValuePair<string, string?>> Settings { get; }

    /// <summary>The settings as arguments of the server program.</summary>
    public string[] Arguments => [.. Settings.Select(setting => $"--{setting.Key}={setting.Value}")];

    /// <param name="folder">The storage folder.</param>
    /// <param name="isEmpty">Whether the database has no schema yet.</param>
    public static async Task<TestDatabase> CreateAsync(string folder, bool isEmpty) =>
        IsPostgres ? await PostgresTestDatabase.CreateAsync(isEmpty) : new SqliteTestDatabase(folder);

    /// <summary>Runs statements as another program does. Quoted identifiers mean the same in each database system.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    /// <summary>Runs statements without the check of references.</summary>
    public abstract Task ExecuteUncheckedAsync(string sql);

    /// <summary>Locks the database for writes, as another program does, until the returned object is disposed.</summary>
    public abstract Task<IAsyncDisposable> HoldAsync();

    /// <summary>Makes the database refuse changes of a table.</summary>
    /// <param name="change">INSERT or UPDATE.</param>
    public abstract Task RefuseAsync(string table, string change);

    /// <summary>Ends <see cref="RefuseAsync"/>.</summary>
    public abstract Task AllowAsync(string table);

    /// <summary>Removes the triggers that protect the entries of the audit trail. A new entry must still follow the newest one.</summary>
    public abstract Task AllowAuditChangesAsync();

    /// <summary>Whether the text is anywhere in the stored rows.</summary>
    public abstract Task<bool> ContainsAsync(string text);

    public abstract ValueTask DisposeAsync();

    protected abstract Task<DbConnection> OpenAsync();

    private protected static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tests choose the statements.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Disposes a transaction with its connection.</summary>
    private protected sealed class Held(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
