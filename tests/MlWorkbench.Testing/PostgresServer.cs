using Microsoft.Extensions.Time.Testing;
using MlWorkbench.Application.Storage;
using Npgsql;
using Xunit;

namespace MlWorkbench.Testing;

/// <summary>The PostgreSQL server of the tests. The variable <c>MLWORKBENCH_TEST_POSTGRES</c> holds a connection string of a user that may create databases.</summary>
public static class PostgresServer
{
    private const string Variable = "MLWORKBENCH_TEST_POSTGRES";
    private const string NoServer = $"No PostgreSQL server for tests. Set {Variable} to a connection string, for example Host=127.0.0.1;Username=postgres.";

    private static readonly string s_prefix = $"mlw_test_{Guid.CreateVersion7():N}";
    private static readonly Lazy<Task<string>> s_template = new(CreateTemplateAsync);
    private static int s_databases;

    /// <summary>The connection string of the server. Without one, the test is skipped, or fails in continuous integration.</summary>
    public static string ConnectionString
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server)
            {
                return server;
            }

            Assert.SkipWhen(Environment.GetEnvironmentVariable("MLWORKBENCH_REQUIRE_ALL") is null, NoServer);
            throw new InvalidOperationException(NoServer);
        }
    }

    /// <summary>Creates a database and returns its name.</summary>
    /// <param name="isEmpty">Whether the database has no schema yet.</param>
    public static async Task<string> CreateDatabaseAsync(bool isEmpty)
    {
        var name = $"{s_prefix}_{Interlocked.Increment(ref s_databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {(isEmpty ? "template0 ENCODING 'UTF8'" : await s_template.Value)}");
        return name;
    }

    public static Task DropDatabaseAsync(string name) => ExecuteAsync(Drop(name));

    /// <summary>The schema is created once, and copied for each workbench.</summary>
    private static async Task<string> CreateTemplateAsync()
    {
        var name = await CreateDatabaseAsync(isEmpty: true);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => DropAtExit(name);
        var folder = Directory.CreateTempSubdirectory("mlworkbench-template-").FullName;
        await using (var services = TestWorkbench.BuildServices(folder, new PostgresTestDatabase(name), null, new KeptLog(), _ => new FakeTimeProvider(), null))
        {
            await ((WorkbenchDatabase)services.GetService(typeof(WorkbenchDatabase))!).PrepareAsync(CancellationToken.None);
        }

        Directory.Delete(folder, recursive: true);
        NpgsqlConnection.ClearAllPools();
        return name;
    }

    /// <summary>Synchronous, because the process ends without waiting for tasks.</summary>
    private static void DropAtExit(string name)
    {
        using var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names of databases are made here.
        command.CommandText = Drop(name);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static string Drop(string name) => $"DROP DATABASE {name} WITH (FORCE)";

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names of databases are made here.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
