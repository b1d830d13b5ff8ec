using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Inserts rows of the prediction log, many per statement. Tracked entities would take most of the time of a prediction.</summary>
internal static class PredictionLogInsert
{
    /// <summary>Columns in the order of <see cref="AddValues"/>. A column that can be null has its type, which null itself lacks.</summary>
    private static readonly (string Name, Type? Type)[] Columns =
    [
        (nameof(PredictionLogEntry.Id), null),
        (nameof(PredictionLogEntry.EndpointId), null),
        (nameof(PredictionLogEntry.ModelVersionId), null),
        (nameof(PredictionLogEntry.RouteId), typeof(Guid)),
        (nameof(PredictionLogEntry.ShadowOfId), typeof(Guid)),
        (nameof(PredictionLogEntry.CallerId), null),
        (nameof(PredictionLogEntry.At), null),
        (nameof(PredictionLogEntry.Inputs), null),
        (nameof(PredictionLogEntry.Score), null),
        (nameof(PredictionLogEntry.Label), typeof(string)),
        (nameof(PredictionLogEntry.AssociationId), typeof(string)),
        (nameof(PredictionLogEntry.EntityId), typeof(string)),
        (nameof(PredictionLogEntry.Warnings), typeof(string)),
        (nameof(PredictionLogEntry.Flags), typeof(string)),
        (nameof(PredictionLogEntry.CallMilliseconds), typeof(double)),
    ];

    /// <summary>With more rows, preparing the statement takes longer than the round trips that it saves.</summary>
    private const int RowsPerStatement = 50;

    private static readonly ConcurrentDictionary<(Type Dialect, int Rows), string> Statements = new();

    public static async Task InsertAsync(WorkbenchDbContext db, IEnumerable<PredictionLogEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var part in entries.Chunk(RowsPerStatement))
        {
            var values = new List<object?>(part.Length * Columns.Length);
            foreach (var entry in part)
            {
                AddValues(values, entry);
            }

            var statement = Statements.GetOrAdd((db.Dialect.GetType(), part.Length), _ => Statement(db.Dialect, part.Length));
            await db.Database.ExecuteSqlRawAsync(statement, values!, cancellationToken);
        }
    }

    private static void AddValues(List<object?> values, PredictionLogEntry entry)
    {
        values.Add(entry.Id);
        values.Add(entry.EndpointId);
        values.Add(entry.ModelVersionId);
        values.Add(entry.RouteId);
        values.Add(entry.ShadowOfId);
        values.Add(entry.CallerId);
        values.Add(entry.At);
        values.Add(entry.Inputs);
        values.Add(entry.Score);
        values.Add(entry.Label);
        values.Add(entry.AssociationId);
        values.Add(entry.EntityId);
        values.Add(entry.Warnings);
        values.Add(entry.Flags);
        values.Add(entry.CallMilliseconds);
    }

    private static string Statement(IStorageDialect dialect, int rows)
    {
        var columns = string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));
        var types = Array.ConvertAll(Columns, column => column.Type is { } type ? dialect.TypeName(type) : null);
        return $"INSERT INTO \"PredictionLog\" ({columns}) VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(row => Row(row, types)))}";
    }

    private static string Row(int row, string?[] types) => $"({string.Join(", ", types.Select((type, position) => Value((row * types.Length) + position, type)))})";

    private static string Value(int number, string? type)
    {
        var value = string.Create(CultureInfo.InvariantCulture, $"{{{number}}}");
        return type is null ? value : $"CAST({value} AS {type})";
    }
}
