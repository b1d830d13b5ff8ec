using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Storage;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Reads the rows of logged predictions in the order of their time, with the keys of the predictions.</summary>
internal sealed class LoggedInputs(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private const int RowsPerPiece = 16_384;

    private static readonly (string Name, ColumnType Type)[] Keys =
    [
        ("prediction_id", ColumnType.Text),
        ("predicted_at", ColumnType.Date),
        ("association_id", ColumnType.Text),
        ("entity_id", ColumnType.Text),
    ];

    /// <summary>The keys, without those whose name an input has, and the inputs of the signature.</summary>
    public static IReadOnlyList<(string Name, ColumnType Type)> ColumnsOf(ModelSignature signature) =>
        [.. Keys.Where(key => signature.Columns.All(column => column.Name != key.Name)), .. signature.Columns.Select(column => (column.Name, column.Type))];

    /// <summary>Reads the answers of an endpoint in a window, in pieces with <see cref="ColumnsOf"/>. Inputs that the prediction lacks are missing.</summary>
    /// <param name="to">The first moment after the window.</param>
    public async IAsyncEnumerable<Table> ReadAsync(
        Guid endpointId, DateTime from, DateTime to, ModelSignature signature, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var block in SortAsync(endpointId, from, to, cancellationToken))
        {
            var table = TableOf(block, signature);
            for (var start = 0; start < table.RowCount; start += RowsPerPiece)
            {
                yield return table.Slice(start, Math.Min(RowsPerPiece, table.RowCount - start));
            }
        }
    }

    /// <summary>Sorts across batches, which overlap: rows wait until a batch begins after them.</summary>
    private async IAsyncEnumerable<LogBlock> SortAsync(Guid endpointId, DateTime from, DateTime to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var parts = PredictionLogReader.ReadAsync(
            db,
            db.PredictionBatches.Where(batch => batch.EndpointId == endpointId && !batch.IsShadow),
            new LogWindow(from, to),
            column => column is LogBlock.AssociationId or LogBlock.EntityId || LogBlock.IsInput(column),
            oldestFirst: true,
            cancellationToken: cancellationToken);
        var waiting = new List<LogBlock>();
        await foreach (var (batch, block) in parts)
        {
            if (waiting.Sum(earlier => earlier.Rows) >= RowsPerPiece)
            {
                var sorted = LogBlock.Join(waiting).Sorted();
                waiting.Clear();
                if (sorted.Where(row => sorted.At(row) < batch.First) is { } ready)
                {
                    yield return ready;
                }

                if (sorted.Where(row => sorted.At(row) >= batch.First) is { } later)
                {
                    waiting.Add(later);
                }
            }

            waiting.Add(block);
        }

        if (waiting.Count > 0)
        {
            yield return LogBlock.Join(waiting).Sorted();
        }
    }

    private static Table TableOf(LogBlock block, ModelSignature signature)
    {
        Column[] keys =
        [
            new CategoricalColumn(Keys[0].Name, Keys[0].Type, [.. Enumerable.Range(0, block.Rows)], [.. block.Ids(LogBlock.Id).Select(id => $"{id:D}")]),
            new NumericColumn(Keys[1].Name, Keys[1].Type, block.Doubles(LogBlock.Time)),
            block.Texts(LogBlock.AssociationId, Keys[2].Name),
            block.Texts(LogBlock.EntityId, Keys[3].Name),
        ];
        return new Table(
        [
            .. keys.Where(key => signature.Columns.All(column => column.Name != key.Name)),
            .. signature.Columns.Select(column => block.Input(column.Name, column.Type)),
        ]);
    }
}
