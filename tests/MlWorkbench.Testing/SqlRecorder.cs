using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Testing;

/// <summary>Records every query of a workbench, to count the queries and to read SQLite's plans for them.</summary>
public sealed class SqlRecorder : DbCommandInterceptor
{
    private readonly List<(string Sql, (string Name, object? Value)[] Parameters)> _queries = [];

    public int Count => _queries.Count;

    /// <summary>Registers the recorder. Pass it to <see cref="TestWorkbench.StartAsync"/>.</summary>
    public void Register(IServiceCollection services) => services.ConfigureDbContext<WorkbenchDbContext>(builder => builder.AddInterceptors(this));

    public void Clear() => _queries.Clear();

    /// <summary>Returns the lines of EXPLAIN QUERY PLAN for all recorded queries.</summary>
    public async Task<IReadOnlyList<string>> ExplainAsync(string databaseFile, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={databaseFile};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        var plan = new List<string>();
        foreach (var (sql, parameters) in _queries)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement is from EF Core.
            command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
#pragma warning restore CA2100
            command.Parameters.AddRange(parameters.Select(parameter => new SqliteParameter(parameter.Name, parameter.Value)));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                plan.Add(reader.GetString(3));
            }
        }

        return plan;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        _queries.Add((command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))]));
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
