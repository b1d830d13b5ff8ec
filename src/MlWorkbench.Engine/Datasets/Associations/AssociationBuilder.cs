using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Associations;

/// <summary>
/// Compares all pairs of columns of a stored table: numbers and dates by Pearson's r, categories by bias-corrected Cramér's V, one with the other by the
/// correlation ratio.
/// </summary>
public static class AssociationBuilder
{
    private const int MostColumns = 1_000;
    private const int MostLevels = 100;
    private const int StrongestShown = 100;

    // At most about a billion comparisons of values: a few seconds, regardless of the width of the table.
    private const long MostComparisons = 1_200_000_000;
    private const int FewestRows = 2_000;

    public static async Task<AssociationMatrix> BuildAsync(string arrowFile, CancellationToken cancellation = default)
    {
        var info = await ArrowTableFile.ReadInfoAsync(arrowFile, cancellation);
        var sample = RowSample.Of(info.Rows, RowsFor(info.Columns.Count));
        var skipped = new List<string>();
        var columns = new List<Column>();
        await foreach (var (values, role) in ArrowColumns.ReadAsync(arrowFile, info, info.Columns, cancellation))
        {
            if (WhySkip(values, role, columns.Count) is { } reason)
            {
                skipped.Add($"{values.Name}: {reason}");
            }
            else
            {
                columns.Add(values.Take(sample));
            }
        }

        return Compare(columns, sample.Length, skipped, cancellation);
    }

    internal static AssociationMatrix Compare(IReadOnlyList<Column> columns, int rows, IReadOnlyList<string> skipped, CancellationToken cancellation)
    {
        var measured = new (string Measure, double Value)[columns.Count][];
        Parallel.For(0, columns.Count, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation }, first =>
            measured[first] = [.. Enumerable.Range(first + 1, columns.Count - first - 1).Select(second => Measure(columns[first], columns[second]))]);

        var strongest = measured.Index()
            .SelectMany(row => row.Item.Index().Select(pair => new AssociatedPair(columns[row.Index].Name, columns[row.Index + 1 + pair.Index].Name, pair.Item.Measure, pair.Item.Value)))
            .OrderByDescending(pair => Math.Abs(pair.Value))
            .Take(StrongestShown);
        return new AssociationMatrix(
            [.. columns.Select(column => new AssociatedColumn(column.Name, column is NumericColumn))],
            rows,
            [.. measured.SelectMany(row => row.Select(pair => MathF.Round((float)pair.Value, 4)))],
            [.. strongest],
            skipped);
    }

    private static int RowsFor(int columns) => (int)Math.Clamp(MostComparisons / Math.Max(1, (long)columns * columns / 2), FewestRows, RowSample.MostRows);

    private static string? WhySkip(Column column, ColumnRole role, int taken) => role switch
    {
        _ when column.Type == ColumnType.Text => "free text",
        ColumnRole.Identifier => "an identifier",
        ColumnRole.Constant => "constant",
        _ when column is CategoricalColumn { Levels.Length: > MostLevels } => $"more than {MostLevels} levels",
        _ when taken >= MostColumns => $"more than {MostColumns} columns",
        _ => null,
    };

    private static (string Measure, double Value) Measure(Column first, Column second) => (first, second) switch
    {
        (NumericColumn a, NumericColumn b) => ("pearson", AssociationMeasures.Pearson(a.Values, b.Values)),
        (CategoricalColumn a, CategoricalColumn b) => ("cramers_v", AssociationMeasures.CramersV(a.Codes, a.Levels.Length, b.Codes, b.Levels.Length)),
        (CategoricalColumn a, NumericColumn b) => ("correlation_ratio", AssociationMeasures.CorrelationRatio(a.Codes, a.Levels.Length, b.Values)),
        (NumericColumn a, CategoricalColumn b) => ("correlation_ratio", AssociationMeasures.CorrelationRatio(b.Codes, b.Levels.Length, a.Values)),
        _ => throw new ArgumentException($"Column '{first.Name}' or '{second.Name}' is of an unknown kind."),
    };
}
