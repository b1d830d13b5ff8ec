using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Computes a drift report, a few columns at a time so that wide tables need not fit into memory.</summary>
internal sealed class DriftCheckJob(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents, LoggedPredictions log) : IJob
{
    private const int ColumnsAtATime = 16;

    // The other half of the machine answers pages.
    private static readonly int Threads = Math.Max(1, Environment.ProcessorCount / 2);

    public static string Kind => "drift";

    public async Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var report = await db.DriftReports.SingleAsync(row => row.Id == subjectId, cancellationToken);
        if (report.Result is not null)
        {
            return;
        }

        try
        {
            var result = await CompareAsync(db, report, context, cancellationToken);
            report.Result = JsonSerializer.Serialize(result, JsonSerializerOptions.Web);
            report.Drifted = result.DatasetDrifted;
            report.DriftedShare = result.DriftedShare;
        }
        catch (Exception exception) when (exception is EngineException or WorkbenchException)
        {
            report.Reason = exception.Message;
            await db.SaveChangesAsync(CancellationToken.None);
            throw;
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<DriftResult> CompareAsync(WorkbenchDbContext db, DriftReport report, JobContext context, CancellationToken cancellationToken)
    {
        var inputs = await DriftInputs.ReadAsync(db, report, cancellationToken);
        context.Report(0, "Reading the training data");
        var referencePath = await contents.MaterializeAsync(inputs.ReferenceDigest, cancellationToken);
        var columns = (await ArrowTableFile.ReadInfoAsync(referencePath, cancellationToken)).Columns.Where(column => !inputs.Ignored.Contains(column.Name)).ToArray();
        var current = inputs.CurrentDigest is { } digest
            ? CurrentRows.Of(await contents.MaterializeAsync(digest, cancellationToken))
            : CurrentRows.Of(await log.ReadAsync(report.ModelVersionId, report.From!.Value, report.To!.Value, columns, cancellationToken));

        var parts = new List<DriftResult>();
        foreach (var group in columns.Chunk(ColumnsAtATime))
        {
            context.Report((double)parts.Count * ColumnsAtATime / columns.Length, $"Comparing {group[0].Name}{(group.Length > 1 ? $" to {group[^1].Name}" : "")}");
            string[] names = [.. group.Select(column => column.Name)];
            var reference = await ArrowTableFile.ReadAsync(referencePath, names, cancellationToken);
            var newer = await current.ReadAsync(names, cancellationToken);
            parts.Add(DriftDetector.Compare(reference, newer, inputs.Importance, Threads, cancellationToken));
        }

        return parts.Count == 0
            ? throw new EngineException("drift_no_columns", "The model uses no column of its training data, so there is nothing to compare.")
            : DriftDetector.Summarise(
                [.. parts.SelectMany(part => part.Features)], parts[0].ReferenceRows, parts.Max(part => part.CurrentRows), [.. parts.SelectMany(part => part.Skipped)]);
    }
}
