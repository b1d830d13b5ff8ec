using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Inserts rows of the prediction log, many per statement. Tracked entities would take most of the time of a prediction.</summary>
internal static class PredictionLogInsert
{
    /// <summary>Columns in the order of <see cref="AddValues"/>. A column that can be null has its type, which null itself lacks.</summary>
    private static readonly (string Name, string? Type)[] Columns =
    [
        (nameof(PredictionLogEntry.Id), null),
        (nameof(PredictionLogEntry.ModelVersionId), null),
        (nameof(PredictionLogEntry.At), null),
        (nameof(PredictionLogEntry.Inputs), null),
        (nameof(PredictionLogEntry.Score), null),
        (nameof(PredictionLogEntry.Label), "text"),
        (nameof(PredictionLogEntry.AssociationId), "text"),
        (nameof(PredictionLogEntry.CallMilliseconds), "double precision"),
    ];

    /// <summary>With more rows, preparing the statement takes longer than the round trips that it saves.</summary>
    private const int RowsPerStatement = 100;

    private static readonly string FullStatement = Statement(RowsPerStatement);

    public static async Task InsertAsync(WorkbenchDbContext db, IEnumerable<PredictionLogEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var part in entries.Chunk(RowsPerStatement))
        {
            var values = new List<object?>(part.Length * Columns.Length);
            foreach (var entry in part)
            {
                AddValues(values, entry);
            }

            var statement = part.Length == RowsPerStatement ? FullStatement : Statement(part.Length);
            await db.Database.ExecuteSqlRawAsync(statement, values!, cancellationToken);
        }
    }

    private static void AddValues(List<object?> values, PredictionLogEntry entry)
    {
        values.Add(entry.Id);
        values.Add(entry.ModelVersionId);
        values.Add(entry.At);
        values.Add(entry.Inputs);
        values.Add(entry.Score);
        values.Add(entry.Label);
        values.Add(entry.AssociationId);
        values.Add(entry.CallMilliseconds);
    }

    private static string Statement(int rows)
    {
        var columns = string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));
        return $"INSERT INTO \"PredictionLog\" ({columns}) VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(Row))}";
    }

    private static string Row(int row) => $"({string.Join(", ", Columns.Select((column, position) => Value((row * Columns.Length) + position, column.Type)))})";

    private static string Value(int number, string? type)
    {
        var value = string.Create(CultureInfo.InvariantCulture, $"{{{number}}}");
        return type is null ? value : $"CAST({value} AS {type})";
    }
}
