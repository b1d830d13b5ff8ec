using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Engine.Monitoring.Drift;

namespace MlWorkbench.Application.Serving.Rollouts;

/// <summary>Compares the newest logged scores of two versions.</summary>
internal static class ScoreStability
{
    /// <summary>More scores add no information about a distribution.</summary>
    private const int MostScores = 5_000;

    private static readonly PopulationStabilityTest Psi = new();

    /// <summary>Returns the population stability index of the candidate's scores against the champion's. Null with too few scores of either.</summary>
    public static async Task<double?> ComputeAsync(
        WorkbenchDbContext db, Guid endpointId, Guid candidateId, Guid championId, DateTime from, int fewest, CancellationToken cancellationToken)
    {
        var candidate = await ReadAsync(db, endpointId, candidateId, from, cancellationToken);
        var champion = await ReadAsync(db, endpointId, championId, from, cancellationToken);
        return candidate.Length < fewest || champion.Length < fewest ? null : Psi.Compute(ColumnPair.OfNumbers(champion, candidate));
    }

    private static async Task<double[]> ReadAsync(WorkbenchDbContext db, Guid endpointId, Guid versionId, DateTime from, CancellationToken cancellationToken)
    {
        var batches = db.PredictionBatches.Where(batch => batch.ModelVersionId == versionId && batch.EndpointId == endpointId && !batch.IsShadow);
        var scores = new List<double>();
        await foreach (var (_, block) in PredictionLogReader.ReadAsync(
            db, batches, new LogWindow(from), column => column == LogBlock.Score, cancellationToken: cancellationToken))
        {
            scores.AddRange(block.Doubles(LogBlock.Score).Reverse().Take(MostScores - scores.Count));
            if (scores.Count == MostScores)
            {
                break;
            }
        }

        return [.. scores];
    }
}
