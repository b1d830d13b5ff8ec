using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Reads logged predictions as columns for a comparison.</summary>
internal sealed class LoggedPredictions(IDbContextFactory<WorkbenchDbContext> contexts)
{
    /// <summary>More rows add no information about a distribution. If the window has more, the newest rows are used.</summary>
    private const int MostRows = 1_000_000;

    /// <exception cref="WorkbenchException">The window has no logged predictions.</exception>
    public async Task<LoggedRows> ReadAsync(
        Guid modelVersionId, DateTime from, DateTime to, IReadOnlyList<(string Name, ColumnType Type)> columns, ModelSignature signature, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var inputs = columns.Select(column => LogBlock.InputPrefix + column.Name).ToHashSet(StringComparer.Ordinal);
        var batches = db.PredictionBatches.Where(batch => batch.ModelVersionId == modelVersionId && !batch.IsShadow);
        var blocks = new List<LogBlock>();
        var left = MostRows;
        await foreach (var (_, block) in PredictionLogReader.ReadAsync(
            db, batches, new LogWindow(from, to), column => column is LogBlock.Score or LogBlock.Label || inputs.Contains(column), cancellationToken: cancellationToken))
        {
            var newest = block.Rows <= left ? block : block.Where(row => row >= block.Rows - left)!;
            blocks.Add(newest);
            left -= newest.Rows;
            if (left == 0)
            {
                break;
            }
        }

        if (blocks.Count == 0)
        {
            throw WorkbenchException.Invalid(
                "drift_log_empty",
                string.Create(CultureInfo.InvariantCulture, $"No predictions of this version were logged from {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm} (UTC). Choose another window, or a dataset."));
        }

        var all = LogBlock.Join(blocks);
        return new LoggedRows(
            new Table([.. columns.Select(column => all.Input(column.Name, column.Type))]),
            PredictionColumn.OfLog(all.Doubles(LogBlock.Score), [.. Enumerable.Range(0, all.Rows).Select(row => all.Text(LogBlock.Label, row))], signature));
    }
}
