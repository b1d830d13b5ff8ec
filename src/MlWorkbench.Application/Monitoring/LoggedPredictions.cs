using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Reads the inputs of logged predictions as columns.</summary>
internal sealed class LoggedPredictions(IDbContextFactory<WorkbenchDbContext> contexts)
{
    /// <summary>More rows say nothing more about a distribution: beyond, the newest of the window are taken.</summary>
    private const int MostRows = 200_000;

    /// <exception cref="WorkbenchException">Nothing was logged in the window.</exception>
    public async Task<Table> ReadAsync(Guid modelVersionId, DateTime from, DateTime to, IReadOnlyList<ArrowColumn> columns, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var builders = columns.Select(InputColumn.For).ToArray();
        var inputs = db.PredictionLog.AsNoTracking()
            .Where(entry => entry.ModelVersionId == modelVersionId && entry.At >= from && entry.At < to)
            .OrderByDescending(entry => entry.At)
            .Take(MostRows)
            .Select(entry => entry.Inputs)
            .AsAsyncEnumerable();
        var rows = 0;
        await foreach (var json in inputs.WithCancellation(cancellationToken))
        {
            using var row = JsonDocument.Parse(json);
            foreach (var builder in builders)
            {
                builder.Add(row.RootElement);
            }

            rows++;
        }

        return rows > 0
            ? new Table([.. builders.Select(builder => builder.Build())])
            : throw WorkbenchException.Invalid(
                "drift_log_empty",
                string.Create(CultureInfo.InvariantCulture, $"No predictions of this version were logged from {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm} (UTC). Choose another window, or a dataset."));
    }
}
