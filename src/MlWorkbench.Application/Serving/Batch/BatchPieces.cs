using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Finds the rows that earlier attempts of a job scored, and collects those of this attempt until they are saved.</summary>
internal sealed class BatchPieces(IDbContextFactory<WorkbenchDbContext> contexts, Guid batchId, string? history)
{
    private readonly List<BatchPiece> _unsaved = [];
    private bool _mayFind = true;

    /// <summary>Returns the scores of these rows. Null if no earlier attempt saved them; later rows are not looked for then.</summary>
    /// <param name="width">Numbers per row.</param>
    public async Task<double[]?> FindAsync(long firstRow, int rows, int width, CancellationToken cancellationToken)
    {
        if (!_mayFind)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var scores = await db.BatchPieces
            .Where(piece => piece.BatchId == batchId && piece.FirstRow == firstRow && piece.Rows == rows && piece.History == history)
            .Select(piece => piece.Scores)
            .SingleOrDefaultAsync(cancellationToken);
        _mayFind = scores?.Length == (long)rows * width * sizeof(double);
        return _mayFind ? MemoryMarshal.Cast<byte, double>(scores).ToArray() : null;
    }

    public void Add(long firstRow, int rows, double[] scores) => _unsaved.Add(new BatchPiece
    {
        BatchId = batchId,
        FirstRow = firstRow,
        Rows = rows,
        History = history,
        Scores = MemoryMarshal.AsBytes(scores.AsSpan()).ToArray(),
    });

    /// <summary>Adds the collected pieces to a transaction of the job. Pieces that could not be used make way.</summary>
    public async Task SaveAsync(WorkbenchDbContext db, CancellationToken cancellationToken)
    {
        if (_unsaved.Count == 0)
        {
            return;
        }

        var firstRow = _unsaved[0].FirstRow;
        await db.BatchPieces.Where(piece => piece.BatchId == batchId && piece.FirstRow >= firstRow).ExecuteDeleteAsync(cancellationToken);
        db.BatchPieces.AddRange(_unsaved);
        _unsaved.Clear();
    }
}
