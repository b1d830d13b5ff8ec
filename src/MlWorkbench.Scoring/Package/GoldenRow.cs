using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Package;

/// <summary>A row with the outputs of the model when it was trained. Wherever the package is loaded, the model must return the same.</summary>
/// <param name="Numbers">Per column of the signature: as in <see cref="ScoringRow"/>. Null means missing.</param>
/// <param name="Texts">Per column of the signature: as in <see cref="ScoringRow"/>.</param>
/// <param name="Outputs">One number for regression, otherwise a probability per class.</param>
public sealed record GoldenRow(IReadOnlyList<double?> Numbers, IReadOnlyList<string?> Texts, IReadOnlyList<double> Outputs)
{
    /// <summary>Maximum number of golden rows in a package.</summary>
    public const int MaxRows = 100;

    private const int UsualRows = 20;

    /// <summary>
    /// Scores rows that are put together from values of the package's signature and baseline. Rows of the training data would reveal single people to
    /// everybody who has the package. In the first row, all values are missing.
    /// </summary>
    public static IReadOnlyList<GoldenRow> Make(LoadedModel model)
    {
        var columns = model.Signature.Columns;
        var baselines = (model.Package.Baseline?.Columns ?? []).ToDictionary(column => column.Name, column => column.Numbers ?? [], StringComparer.Ordinal);
        var rows = new List<GoldenRow> { Of(model, model.NewRow()) };
        while (rows.Count < UsualRows)
        {
            var row = model.NewRow();
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i].Type is ColumnType.Integer or ColumnType.Number or ColumnType.Date)
                {
                    var numbers = baselines.GetValueOrDefault(columns[i].Name) is { Length: > 0 } known
                        ? known
                        : [columns[i].Minimum ?? double.NaN, columns[i].Maximum ?? double.NaN];
                    row.Numbers[i] = numbers[Pick(rows.Count, i, numbers.Length)];
                }
                else
                {
                    row.Texts[i] = columns[i].Levels.Count > 0 ? columns[i].Levels[Pick(rows.Count, i, columns[i].Levels.Count)] : columns[i].Example;
                }
            }

            rows.Add(Of(model, row));
        }

        return rows;
    }

    /// <summary>Irrational steps that differ by column spread over the values, and combine them instead of walking through all columns together.</summary>
    private static int Pick(int row, int column, int values)
    {
        var point = row * (0.6180339887 + (column * 0.4142135623));
        return (int)((point - Math.Floor(point)) * values);
    }

    private static GoldenRow Of(LoadedModel model, ScoringRow row)
    {
        var outputs = new double[model.Outputs];
        model.Score(row, outputs);
        return new GoldenRow([.. row.Numbers.Select(number => double.IsNaN(number) ? (double?)null : number)], [.. row.Texts], outputs);
    }

    internal ScoringRow ToRow()
    {
        var row = new ScoringRow(Numbers.Count);
        for (var i = 0; i < Numbers.Count; i++)
        {
            (row.Numbers[i], row.Texts[i]) = (Numbers[i] ?? double.NaN, Texts[i]);
        }

        return row;
    }
}
