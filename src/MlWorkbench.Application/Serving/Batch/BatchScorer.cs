using MlWorkbench.Application.Models;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Scores tables on all processors, and makes the columns of the result.</summary>
/// <param name="keep">Columns of the tables to keep.</param>
internal sealed class BatchScorer(IScorer model, IReadOnlyList<string> keep, bool explain)
{
    /// <summary>So few that the threads that answer pages never wait long, and that a stop takes effect soon.</summary>
    private const int SliceRows = 2_048;

    private readonly ModelSignature _signature = model.Signature;

    /// <summary>The columns to read: those to keep, and those that the model needs.</summary>
    public IReadOnlyCollection<string> Columns { get; } = [.. keep.Union(model.Signature.Columns.Select(column => column.Name), StringComparer.Ordinal)];

    /// <summary>Numbers of a scored row: the outputs of the model, and then the contributions of its columns.</summary>
    public int Width { get; } = model.Signature.Outputs + (explain ? model.Signature.Columns.Count : 0);

    /// <summary>Returns the numbers of all rows, row by row.</summary>
    /// <param name="firstRow">Rows before the table's first one, for errors.</param>
    /// <exception cref="WorkbenchException">The rows do not fit the signature, or the model cannot explain its scores.</exception>
    public async Task<double[]> ScoreAsync(Table rows, long firstRow, CancellationToken cancellationToken)
    {
        var inputs = BatchColumns.RequireFit(() => ColumnMatch.Match(rows, _signature, firstRow));
        var scores = new double[rows.RowCount * Width];
        var slices = (rows.RowCount + SliceRows - 1) / SliceRows;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, slices, options, (slice, token) =>
        {
            var start = slice * SliceRows;
            var count = Math.Min(SliceRows, rows.RowCount - start);
            var outputs = model.Score(inputs.Slice(start, count));
            if (explain)
            {
                Explain(inputs, start, outputs, scores.AsSpan(start * Width, count * Width), token);
            }
            else
            {
                outputs.CopyTo(scores, start * Width);
            }

            return ValueTask.CompletedTask;
        });
        return scores;
    }

    /// <summary>The kept columns of the rows with the numbers of <see cref="ScoreAsync"/> as columns.</summary>
    public Table ToResult(Table rows, double[] scores)
    {
        var outputs = explain ? Part(scores, 0, _signature.Outputs) : scores;
        return new Table(
        [
            .. keep.Select(name => rows[name]),
            PredictionColumns.Predicted(BatchColumns.Prediction, _signature, outputs),
            PredictionColumns.Scores(BatchColumns.Score, _signature, outputs),
            .. PredictionColumns.Probabilities(_signature, outputs),
            .. explain ? _signature.Columns.Select((column, position) =>
                new NumericColumn(BatchColumns.NameOfContribution(column.Name), ColumnType.Number, Part(scores, _signature.Outputs + position, 1))) : [],
        ]);
    }

    private void Explain(Table inputs, int start, double[] outputs, Span<double> scores, CancellationToken cancellationToken)
    {
        var row = new ScoringRow(_signature.Columns.Count);
        for (var number = 0; number * Width < scores.Length; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.Fill(_signature, inputs, start + number);
            var ofRow = outputs[(number * _signature.Outputs)..((number + 1) * _signature.Outputs)];
            ofRow.CopyTo(scores[(number * Width)..]);
            var explained = model.ExplainPredicted(row, ofRow);
            for (var column = 0; column < _signature.Columns.Count; column++)
            {
                scores[(number * Width) + _signature.Outputs + column] = explained.Contributions[column];
            }
        }
    }

    /// <summary>Takes neighbouring numbers out of each row.</summary>
    private double[] Part(double[] scores, int first, int count)
    {
        var part = new double[scores.Length / Width * count];
        for (var row = 0; row * Width < scores.Length; row++)
        {
            scores.AsSpan((row * Width) + first, count).CopyTo(part.AsSpan(row * count));
        }

        return part;
    }
}
