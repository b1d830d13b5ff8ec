using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Monitoring;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Storage;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Testing;

/// <summary>A log of many predictions of 20 columns: 14 numbers with two decimals and 6 categories. The database holds one version and its endpoint.</summary>
public sealed class ManyPredictions(IServiceProvider services)
{
    private const int BatchRows = 1_000;
    private const int Numbers = 14;
    private const int Columns = 20;
    private const int Levels = 8;

    private static readonly ModelSignature Signature = new(
        ModelTask.Binary,
        "churned",
        ["No", "Yes"],
        "Yes",
        [.. Enumerable.Range(0, Columns).Select(column => new SignatureColumn($"column{column}", column < Numbers ? ColumnType.Number : ColumnType.Category, []))]);

    private readonly IDbContextFactory<WorkbenchDbContext> _contexts = services.GetRequiredService<IDbContextFactory<WorkbenchDbContext>>();
    private readonly Random _random = new(5);

    /// <summary>Logs the rows in transactions of 1,000, and seals them on the way.</summary>
    public async Task WriteAsync(long rows, CancellationToken cancellation)
    {
        var at = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.AddDays(-1);
        await using var db = await _contexts.CreateDbContextAsync(cancellation);
        var versionId = await db.ModelVersions.Select(version => version.Id).SingleAsync(cancellation);
        var endpointId = await db.ModelEndpoints.Select(endpoint => endpoint.Id).SingleAsync(cancellation);
        for (long written = 0; written < rows; written += BatchRows)
        {
            db.PredictionBatches.AddRange(PredictionBatch.Of(Enumerable.Range(0, BatchRows).Select(row => Row(versionId, endpointId, at.AddMilliseconds(written + row)))));
            await db.SaveChangesAsync(cancellation);
            db.ChangeTracker.Clear();
            if (written % (100 * BatchRows) == 0)
            {
                await services.GetRequiredService<PredictionLogSealing>().SealAsync(cancellation);
            }
        }

        await services.GetRequiredService<PredictionLogSealing>().SealAsync(cancellation);
    }

    /// <summary>Bytes of all batches with their contents.</summary>
    public async Task<long> BytesAsync(CancellationToken cancellation)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellation);
        return await db.PredictionBatches.SumAsync(batch => batch.Keys.Length + (batch.Content == null ? batch.Data!.Length : batch.Content.Length), cancellation);
    }

    /// <summary>Reads the whole log as a drift check does, and returns its rows.</summary>
    public async Task<int> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellation);
        var versionId = await db.ModelVersions.Select(version => version.Id).SingleAsync(cancellation);
        var columns = Signature.Columns.Select(column => (column.Name, column.Type)).ToList();
        var read = await services.GetRequiredService<LoggedPredictions>().ReadAsync(versionId, DateTime.UnixEpoch, DateTime.MaxValue, columns, Signature, cancellation);
        return read.Inputs.RowCount;
    }

    private PredictionToLog Row(Guid versionId, Guid endpointId, DateTime at)
    {
        var inputs = new ScoringRow(Columns);
        for (var column = 0; column < Columns; column++)
        {
            if (column < Numbers)
            {
                inputs.Numbers[column] = Math.Round(1_000 * _random.NextDouble(), 2);
            }
            else
            {
                inputs.Texts[column] = $"level {_random.Next(Levels)}";
            }
        }

        var score = _random.NextDouble();
        return new PredictionToLog
        {
            Id = Guid.CreateVersion7(at),
            EndpointId = endpointId,
            ModelVersionId = versionId,
            RouteId = endpointId,
            CallerId = versionId,
            At = at,
            Signature = Signature,
            Inputs = inputs,
            Score = score,
            Label = score < 0.5 ? "No" : "Yes",
            CallMilliseconds = Math.Round(_random.NextDouble(), 4),
        };
    }
}
