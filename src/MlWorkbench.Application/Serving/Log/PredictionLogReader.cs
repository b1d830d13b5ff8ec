using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Log;

/// <summary>Reads logged predictions in columns, hot and sealed ones alike. Every reader of the log uses it.</summary>
internal static class PredictionLogReader
{
    /// <summary>Heads of batches are read this many at a time, because most readers need the first few.</summary>
    private const int HeadsAtATime = 200;

    /// <summary>With more keys, every batch holds one of them or seems to.</summary>
    private const int MostFilteredKeys = 1_000;

    /// <summary>
    /// Reads the batches by their newest rows, the newest first, or by their oldest rows, the oldest first. Batches overlap by the time that a transaction
    /// takes. All of them are read from one snapshot, so that sealing neither hides nor repeats a row.
    /// </summary>
    /// <param name="batches">The batches to read, without a condition on their times.</param>
    /// <param name="columns">The columns to read beside ids and times. Null for all.</param>
    /// <param name="keys">Hashes of keys (<see cref="KeyFilter"/>). Batches that hold none of them are skipped.</param>
    public static async IAsyncEnumerable<LogPart> ReadAsync(
        WorkbenchDbContext db,
        IQueryable<PredictionBatch> batches,
        LogWindow window,
        Func<string, bool>? columns = null,
        IReadOnlyCollection<ulong>? keys = null,
        bool oldestFirst = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var snapshot = db.Database.CurrentTransaction is null ? await db.Dialect.BeginReadAsync(db, cancellationToken) : null;
        var filtered = keys is { Count: <= MostFilteredKeys };
        await foreach (var head in HeadsAsync(db, Within(batches, window), filtered, oldestFirst, cancellationToken))
        {
            if (filtered && !keys!.Any(new KeyFilter(head.Keys).MayHold))
            {
                continue;
            }

            var block = LogBlock.Read(await ReadDataAsync(db, head, cancellationToken), column => columns is null || column is LogBlock.Id or LogBlock.Time || columns(column));
            if ((window.Holds(head.First) && window.Holds(head.Last) ? block : block.Where(row => window.Holds(block.At(row)))) is { } rows)
            {
                yield return new LogPart(head, rows);
            }
        }
    }

    private static IQueryable<PredictionBatch> Within(IQueryable<PredictionBatch> batches, LogWindow window)
    {
        if (window.From is { } from)
        {
            batches = batches.Where(batch => batch.Last >= from);
        }

        return window.To is { } to ? batches.Where(batch => batch.First < to) : batches;
    }

    private static async IAsyncEnumerable<PredictionBatch> HeadsAsync(
        WorkbenchDbContext db, IQueryable<PredictionBatch> batches, bool withKeys, bool oldestFirst, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var read = 0; ; read += HeadsAtATime)
        {
            var ordered = oldestFirst
                ? batches.OrderBy(batch => batch.First).ThenBy(batch => batch.Id)
                : batches.OrderByDescending(batch => batch.Last).ThenByDescending(batch => batch.Id);
            var heads = await ordered.Skip(read).Take(HeadsAtATime)
                .Select(batch => new PredictionBatch
                {
                    Id = batch.Id,
                    EndpointId = batch.EndpointId,
                    ModelVersionId = batch.ModelVersionId,
                    IsShadow = batch.IsShadow,
                    First = batch.First,
                    Last = batch.Last,
                    Rows = batch.Rows,
                    Digest = batch.Digest,
                    Keys = withKeys ? batch.Keys : Array.Empty<byte>(),
                })
                .ToListAsync(cancellationToken);
            foreach (var head in heads)
            {
                yield return head;
            }

            if (heads.Count < HeadsAtATime)
            {
                yield break;
            }
        }
    }

    private static async Task<byte[]> ReadDataAsync(WorkbenchDbContext db, PredictionBatch head, CancellationToken cancellationToken)
    {
        if (head.Digest is not { } digest)
        {
            return (await db.PredictionBatches.Where(batch => batch.Id == head.Id).Select(batch => batch.Data).SingleAsync(cancellationToken))!;
        }

        using var memory = new MemoryStream();
        await ContentStore.CopyToAsync(db, digest, memory, cancellationToken);
        return memory.ToArray();
    }
}
