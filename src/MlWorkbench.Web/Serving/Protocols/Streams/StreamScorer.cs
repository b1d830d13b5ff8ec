using System.Globalization;
using System.Text.Json;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Web.Serving.Protocols.Streams;

/// <summary>Scores groups of lines, one call per group. A refused row ends a call, so the rows before it and after it become calls of their own.</summary>
internal sealed class StreamScorer(ProtocolServer server, ProtocolJson json, string endpoint, int mostBytes)
{
    /// <summary>Answers each line, in order: a <see cref="Prediction"/> or a <see cref="StreamedError"/>.</summary>
    public async Task<object[]> ScoreAsync(Actor actor, IReadOnlyList<StreamLine> lines, CancellationToken cancellationToken)
    {
        var answers = new object[lines.Count];
        var rows = new List<(int Position, JsonElement Row)>(lines.Count);
        for (var position = 0; position < lines.Count; position++)
        {
            try
            {
                rows.Add((position, ReadRow(lines[position])));
            }
            catch (WorkbenchException refusal)
            {
                answers[position] = StreamedError.Of(refusal, lines[position].Number);
            }
        }

        for (var first = 0; first < rows.Count;)
        {
            first += await ScoreAsync(actor, lines, rows[first..], answers, cancellationToken);
        }

        return answers;
    }

    /// <summary>Scores rows in one call, or those before the first refused one. Returns the number of answered rows.</summary>
    private async Task<int> ScoreAsync(
        Actor actor, IReadOnlyList<StreamLine> lines, List<(int Position, JsonElement Row)> rows, object[] answers, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await server.PredictAsync(actor, endpoint, reference: null, ToArray(rows), cancellationToken);
            foreach (var (prediction, row) in answer.Predictions.Zip(rows))
            {
                answers[row.Position] = prediction;
            }

            return rows.Count;
        }
        catch (Exception exception) when ((exception as WorkbenchException ?? StorageFailure.Find(exception)) is { } refusal)
        {
            if (refusal.Row is > 1 and { } row && row <= rows.Count)
            {
                return await ScoreAsync(actor, lines, rows[..(int)(row - 1)], answers, cancellationToken);
            }

            // The first row is refused, or the whole call is, for a reason outside of its rows.
            var refused = refusal.Row == 1 ? 1 : rows.Count;
            foreach (var (position, _) in rows[..refused])
            {
                answers[position] = StreamedError.Of(refusal, lines[position].Number);
            }

            return refused;
        }
    }

    private JsonElement ReadRow(StreamLine line)
    {
        if (line.IsTooLong)
        {
            throw new WorkbenchException(ErrorKind.TooLarge, "line_long", string.Create(CultureInfo.InvariantCulture,
                $"The line has more than {mostBytes} bytes. Shorten its texts, or raise Serving:StreamLineBytes."));
        }

        var row = json.Read(line.Text.Span);
        return row.ValueKind == JsonValueKind.Object
            ? row
            : throw new WorkbenchException(ErrorKind.Malformed, "row_invalid", "The line must be an object of values by column name.");
    }

    private static JsonElement ToArray(List<(int Position, JsonElement Row)> rows) => JsonSerializer.SerializeToElement(rows.Select(row => row.Row));
}
