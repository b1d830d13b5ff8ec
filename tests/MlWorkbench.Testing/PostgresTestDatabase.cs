using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;

namespace MlWorkbench.Testing;

/// <summary>A database on the PostgreSQL server of the tests, dropped afterwards.</summary>
public sealed class PostgresTestDatabase(string name) : TestDatabase
{
    private const int MostConnections = 20;

    private static readonly CompositeFormat Refusal = CompositeFormat.Parse(
        """
        CREATE FUNCTION "Refuse{0}"() RETURNS trigger LANGUAGE plpgsql AS $no$ BEGIN RAISE EXCEPTION 'no'; END $no$;
        CREATE TRIGGER "Refuse{0}" BEFORE {1} ON "{0}" FOR EACH ROW EXECUTE FUNCTION "Refuse{0}"();
        """);

    private string ConnectionString => new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { Database = name, MaxPoolSize = MostConnections }.ConnectionString;

    public override IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        KeyValuePair.Create("Storage:Provider", (string?)"postgresql"),
        KeyValuePair.Create("ConnectionStrings:Workbench", (string?)ConnectionString),
    ];

    /// <summary>Reads the first column of each row, as text.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var connection = await OpenAsync();
        return await ReadAsync(connection, sql);
    }

    public static async Task<PostgresTestDatabase> CreateAsync(bool isEmpty) => new PostgresTestDatabase(await PostgresServer.CreateDatabaseAsync(isEmpty));

    public override Task ExecuteUncheckedAsync(string sql) => ExecuteAsync($"SET session_replication_role = replica; {sql}");

    /// <summary>Readers pass, as they do with SQLite.</summary>
    public override async Task<IAsyncDisposable> HoldAsync()
    {
        var connection = await OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        foreach (var table in await ReadAsync(connection, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"))
        {
            await ExecuteAsync(connection, $"LOCK TABLE {table} IN SHARE MODE");
        }

        return new Held(connection, transaction);
    }

    public override Task RefuseAsync(string table, string change) => ExecuteAsync(string.Format(CultureInfo.InvariantCulture, Refusal, table, change));

    public override Task AllowAsync(string table) => ExecuteAsync($"DROP FUNCTION \"Refuse{table}\" CASCADE");

    public override Task AllowAuditChangesAsync() => ExecuteAsync("DROP TRIGGER \"AuditEntriesNoChange\" ON \"AuditEntries\"");

    public override async Task<bool> ContainsAsync(string text)
    {
        await using var connection = await OpenAsync();
        var bytes = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));
        foreach (var table in await ReadAsync(connection, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"))
        {
            var rows = await ReadAsync(connection, $"SELECT {table}::text FROM {table}");
            if (rows.Exists(row => row.Contains(text, StringComparison.Ordinal) || row.Contains(bytes, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    public override async ValueTask DisposeAsync() => await PostgresServer.DropDatabaseAsync(name);

    protected override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<string>> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names of tables come from the database.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
