using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
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
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = db.PredictionLog.AsNoTracking()
            .Where(entry => entry.EndpointId == endpointId && entry.At >= from && entry.At < to && entry.ShadowOfId == null)
            .OrderBy(entry => entry.At)
            .ThenBy(entry => entry.Id)
            .AsAsyncEnumerable();
        var check = new SignatureCheck(signature);
        await foreach (var piece in entries.Chunk(RowsPerPiece).WithCancellation(cancellationToken))
        {
            yield return TableOf(piece, signature, check);
        }
    }

    private static Table TableOf(PredictionLogEntry[] entries, ModelSignature signature, SignatureCheck check)
    {
        var rows = Array.ConvertAll(entries, entry => RowOf(entry, signature, check));
        Column[] keys =
        [
            TextsOf(0, entry => entry.Id.ToString()),
            new NumericColumn(Keys[1].Name, Keys[1].Type, Array.ConvertAll(entries, entry => (entry.At - DateTime.UnixEpoch).TotalSeconds)),
            TextsOf(2, entry => entry.AssociationId),
            TextsOf(3, entry => entry.EntityId),
        ];
        var inputs = signature.Columns.Select((column, position) => HistoryRows.ColumnOf(column, position, rows)).ToList();
        return new Table([.. keys.Where(key => inputs.TrueForAll(input => input.Name != key.Name)), .. inputs]);

        CategoricalColumn TextsOf(int key, Converter<PredictionLogEntry, string?> valueOf) =>
            HistoryRows.ColumnOf(Keys[key].Name, Keys[key].Type, Array.ConvertAll(entries, valueOf));
    }

    private static ScoringRow RowOf(PredictionLogEntry entry, ModelSignature signature, SignatureCheck check)
    {
        var row = new ScoringRow(signature.Columns.Count);
        using var values = JsonDocument.Parse(entry.Inputs);
        check.Read(values.RootElement, row, []);
        return row;
    }
}
