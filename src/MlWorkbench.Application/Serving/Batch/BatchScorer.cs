using MlWorkbench.Application.Models;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Scores tables on all processors, and adds the predictions to the kept columns.</summary>
/// <param name="keep">Columns of the tables to keep.</param>
internal sealed class BatchScorer(IScorer model, IReadOnlyList<string> keep, bool explain)
{
    /// <summary>So few that the threads that answer pages never wait long, and that a stop takes effect soon.</summary>
    private const int SliceRows = 2_048;

    private readonly ModelSignature _signature = model.Signature;

    /// <summary>The columns to read: those to keep, and those that the model needs.</summary>
    public IReadOnlyCollection<string> Columns { get; } = [.. keep.Union(model.Signature.Columns.Select(column => column.Name), StringComparer.Ordinal)];

    /// <param name="firstRow">Rows before the table's first one, for errors.</param>
    /// <exception cref="WorkbenchException">The rows do not fit the signature, or the model cannot explain its scores.</exception>
    public async Task<Table> ScoreAsync(Table rows, long firstRow, CancellationToken cancellationToken)
    {
        var inputs = BatchColumns.RequireFit(() => ColumnMatch.Match(rows, _signature, firstRow));
        var outputs = new double[(long)rows.RowCount * _signature.Outputs];
        double[][] contributions = explain ? [.. _signature.Columns.Select(_ => new double[rows.RowCount])] : [];
        var slices = (rows.RowCount + SliceRows - 1) / SliceRows;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, slices, options, (slice, token) =>
        {
            var start = slice * SliceRows;
            var count = Math.Min(SliceRows, rows.RowCount - start);
            model.Score(inputs.Slice(start, count)).CopyTo(outputs, start * _signature.Outputs);
            if (explain)
            {
                Explain(inputs, start, count, outputs, contributions, token);
            }

            return ValueTask.CompletedTask;
        });
        return new Table(
        [
            .. keep.Select(name => rows[name]),
            PredictionColumns.Predicted(BatchColumns.Prediction, _signature, outputs),
            PredictionColumns.Scores(BatchColumns.Score, _signature, outputs),
            .. PredictionColumns.Probabilities(_signature, outputs),
            .. _signature.Columns.Zip(contributions, (column, values) => new NumericColumn(BatchColumns.NameOfContribution(column.Name), ColumnType.Number, values)),
        ]);
    }

    private void Explain(Table inputs, int start, int count, double[] outputs, double[][] contributions, CancellationToken cancellationToken)
    {
        var row = new ScoringRow(_signature.Columns.Count);
        for (var number = start; number < start + count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.Fill(_signature, inputs, number);
            var explained = model.ExplainPredicted(row, outputs.AsSpan(number * _signature.Outputs, _signature.Outputs).ToArray());
            for (var column = 0; column < contributions.Length; column++)
            {
                contributions[column][number] = explained.Contributions[column];
            }
        }
    }
}
