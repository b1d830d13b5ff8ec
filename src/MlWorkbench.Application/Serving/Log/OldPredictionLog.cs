using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Storage;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Log;

/// <summary>Moves the predictions that an earlier release logged as rows into batches. Each transaction moves a part of an hour.</summary>
public sealed class OldPredictionLog(
    IDbContextFactory<WorkbenchDbContext> contexts, ModelCache models, StorageDamage damage, ILogger<OldPredictionLog> logger)
{
    private const int MostRows = 2_000;

    /// <summary>Moves all of them, and returns their number.</summary>
    internal async Task<long> MoveAsync(CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            return 0;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var versions = await db.ModelVersions
            .Where(version => db.PredictionLog.Any(entry => entry.ModelVersionId == version.Id))
            .Select(version => new { version.Id, version.PackageDigest })
            .ToListAsync(cancellationToken);
        long moved = 0;
        foreach (var version in versions)
        {
            try
            {
                moved += await MoveAsync(db, version.Id, await models.GetAsync(version.PackageDigest, cancellationToken), cancellationToken);
            }
            catch (WorkbenchException unusable)
            {
                logger.LogWarning(unusable, "Predictions of the version {Version} stay in the old log, because its package cannot be read", version.Id);
            }
        }

        if (moved > 0)
        {
            logger.LogInformation("Moved {Count} predictions into the prediction log in columns", moved);
        }

        return moved;
    }

    private static async Task<long> MoveAsync(WorkbenchDbContext db, Guid versionId, IScorer model, CancellationToken cancellationToken)
    {
        for (long moved = 0; ;)
        {
            await using var transaction = await db.BeginWriteAsync(cancellationToken);
            var oldest = await db.PredictionLog.AsNoTracking()
                .Where(entry => entry.ModelVersionId == versionId)
                .OrderBy(entry => entry.At)
                .Take(MostRows)
                .ToListAsync(cancellationToken);
            if (oldest.Count == 0)
            {
                return moved;
            }

            // A batch of several hours would stay too long.
            var entries = oldest.TakeWhile(entry => entry.At.Date == oldest[0].At.Date && entry.At.Hour == oldest[0].At.Hour).ToList();
            var ids = entries.Select(entry => entry.Id).ToList();
            db.PredictionBatches.AddRange(PredictionBatch.Of(entries.Select(entry => Read(entry, model))));
            await db.SaveChangesAsync(cancellationToken);
            await db.PredictionLog.Where(entry => ids.Contains(entry.Id)).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            db.ChangeTracker.Clear();
            moved += entries.Count;
        }
    }

    private static PredictionToLog Read(PredictionLogEntry entry, IScorer model)
    {
        var inputs = new ScoringRow(model.Signature.Columns.Count);
        using var json = JsonDocument.Parse(entry.Inputs);
        model.Check.Read(json.RootElement, inputs, new List<SignatureIssue>());
        return new PredictionToLog
        {
            Id = entry.Id,
            EndpointId = entry.EndpointId,
            ModelVersionId = entry.ModelVersionId,
            RouteId = entry.RouteId,
            ShadowOfId = entry.ShadowOfId,
            CallerId = entry.CallerId,
            At = entry.At,
            Signature = model.Signature,
            Inputs = inputs,
            Score = entry.Score,
            Label = entry.Label,
            AssociationId = entry.AssociationId,
            EntityId = entry.EntityId,
            Warnings = entry.Warnings,
            Flags = entry.Flags,
            CallMilliseconds = entry.CallMilliseconds,
        };
    }
}
