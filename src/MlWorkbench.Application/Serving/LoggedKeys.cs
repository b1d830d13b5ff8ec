using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Finds logged predictions by their ids and by the callers' own keys.</summary>
internal static class LoggedKeys
{
    /// <summary>The predictions of the endpoint with any of the keys, the newest first, including those of shadows.</summary>
    public static async Task<IReadOnlyList<LoggedKey>> FindAsync(
        WorkbenchDbContext db, Guid endpointId, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<string> associationIds, CancellationToken cancellationToken)
    {
        var (wantedIds, wantedAssociations) = (ids.ToHashSet(), associationIds.ToHashSet(StringComparer.Ordinal));
        if (wantedIds.Count + wantedAssociations.Count == 0)
        {
            return [];
        }

        List<ulong> keys = [.. wantedIds.Select(KeyFilter.HashOf), .. wantedAssociations.Select(KeyFilter.HashOfAssociation)];
        var parts = PredictionLogReader.ReadAsync(
            db, db.PredictionBatches.Where(batch => batch.EndpointId == endpointId), LogWindow.All, column => !LogBlock.IsInput(column), keys, cancellationToken: cancellationToken);
        var found = new List<LoggedKey>();
        await foreach (var (batch, block) in parts)
        {
            var logged = block.Ids(LogBlock.Id);
            if (block.Where(row => wantedIds.Contains(logged[row]) || (block.Text(LogBlock.AssociationId, row) is { } key && wantedAssociations.Contains(key))) is { } rows)
            {
                found.AddRange(Read(batch, rows));
            }
        }

        return found;
    }

    private static IEnumerable<LoggedKey> Read(PredictionBatch batch, LogBlock block)
    {
        var (ids, routes, answers, scores) = (block.Ids(LogBlock.Id), block.Ids(LogBlock.Route), block.Ids(LogBlock.ShadowOf), block.Doubles(LogBlock.Score));
        for (var row = block.Rows - 1; row >= 0; row--)
        {
            yield return new LoggedKey(
                ids[row],
                block.Text(LogBlock.AssociationId, row),
                batch.ModelVersionId,
                routes[row] == Guid.Empty ? null : routes[row],
                answers[row] == Guid.Empty ? null : answers[row],
                block.Text(LogBlock.EntityId, row),
                block.At(row),
                scores[row],
                block.Text(LogBlock.Label, row));
        }
    }
}
