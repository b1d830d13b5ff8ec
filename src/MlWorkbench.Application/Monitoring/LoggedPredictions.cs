using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Reads logged predictions as columns.</summary>
internal sealed class LoggedPredictions(IDbContextFactory<WorkbenchDbContext> contexts)
{
    /// <summary>More rows add no information about a distribution. If the window has more, the newest rows are used.</summary>
    private const int MostRows = 200_000;

    /// <exception cref="WorkbenchException">The window has no logged predictions.</exception>
    public async Task<LoggedRows> ReadAsync(
        Guid modelVersionId, DateTime from, DateTime to, IReadOnlyList<(string Name, ColumnType Type)> columns, ModelSignature signature, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var builders = columns.Select(column => InputColumn.For(column.Name, column.Type)).ToArray();
        var entries = db.PredictionLog.AsNoTracking()
            .Where(entry => entry.ModelVersionId == modelVersionId && entry.At >= from && entry.At < to && entry.ShadowOfId == null)
            .OrderByDescending(entry => entry.At)
            .Take(MostRows)
            .Select(entry => new { entry.Inputs, entry.Score, entry.Label })
            .AsAsyncEnumerable();
        var (scores, labels) = (new List<double>(), new List<string?>());
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            using var row = JsonDocument.Parse(entry.Inputs);
            foreach (var builder in builders)
            {
                builder.Add(row.RootElement);
            }

            scores.Add(entry.Score);
            labels.Add(entry.Label);
        }

        if (scores.Count == 0)
        {
            throw WorkbenchException.Invalid(
                "drift_log_empty",
                string.Create(CultureInfo.InvariantCulture, $"No predictions of this version were logged from {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm} (UTC). Choose another window, or a dataset."));
        }

        return new LoggedRows(
            new Table([.. builders.Select(builder => builder.Build())]),
            PredictionColumn.OfLog([.. scores], labels, signature));
    }
}
