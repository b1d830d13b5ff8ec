using Microsoft.EntityFrameworkCore;
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

    private static Task<double[]> ReadAsync(WorkbenchDbContext db, Guid endpointId, Guid versionId, DateTime from, CancellationToken cancellationToken) =>
        db.PredictionLog.AsNoTracking()
            .Where(entry => entry.ModelVersionId == versionId && entry.At >= from && entry.EndpointId == endpointId && entry.ShadowOfId == null)
            .OrderByDescending(entry => entry.At)
            .Take(MostScores)
            .Select(entry => entry.Score)
            .ToArrayAsync(cancellationToken);
}
