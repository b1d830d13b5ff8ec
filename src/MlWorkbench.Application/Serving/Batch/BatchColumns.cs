using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>The columns of a result: the kept ones of the data, and those of the predictions.</summary>
internal static class BatchColumns
{
    public const string Prediction = "prediction";
    public const string Score = "score";

    /// <summary>The column with the contributions of a column.</summary>
    public static string NameOfContribution(string column) => $"contribution_{column}";

    /// <summary>Checks the columns of the data, and returns the names of those to keep.</summary>
    /// <param name="keep">The requested columns. If null, all.</param>
    /// <exception cref="WorkbenchException">A column that the model needs or the caller requests is missing, or has the name of a result column.</exception>
    public static IReadOnlyList<string> Require(
        IReadOnlyList<(string Name, ColumnType Type)> columns, ModelSignature signature, IReadOnlyList<string>? keep, bool explain)
    {
        RequireFit(() => ColumnMatch.Match(Empty(columns), signature));
        var names = columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        if (keep?.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw WorkbenchException.Invalid("keep_unknown",
                $"The data has no column '{unknown}' to keep. Correct 'keep', or omit it to keep all columns.", column: unknown);
        }

        List<string> kept = [.. keep?.Distinct(StringComparer.Ordinal) ?? columns.Select(column => column.Name)];
        var added = ResultsOf(signature, explain).ToHashSet(StringComparer.Ordinal);
        return kept.Find(added.Contains) is { } taken
            ? throw WorkbenchException.Invalid("keep_taken",
                $"Column '{taken}' of the data has the name of a result column. List the columns to keep in 'keep' without it.", column: taken)
            : kept;
    }

    /// <summary>An empty table with these columns.</summary>
    public static Table Empty(IReadOnlyList<(string Name, ColumnType Type)> columns) => new([.. columns.Select(column => Empty(column.Name, column.Type))]);

    /// <summary>Turns a mismatch with the signature into a refusal.</summary>
    public static T RequireFit<T>(Func<T> match)
    {
        try
        {
            return match();
        }
        catch (SignatureException mismatch)
        {
            throw WorkbenchException.Invalid("rows_unfit", mismatch.Message, mismatch.Row, mismatch.Column);
        }
    }

    private static IEnumerable<string> ResultsOf(ModelSignature signature, bool explain) =>
    [
        Prediction,
        Score,
        .. signature.Classes.Select(PredictionColumns.NameOfProbability),
        .. explain ? signature.Columns.Select(column => NameOfContribution(column.Name)) : [],
    ];

    private static Column Empty(string name, ColumnType type) => type is ColumnType.Integer or ColumnType.Number or ColumnType.Date
        ? new NumericColumn(name, type, [])
        : new CategoricalColumn(name, type, [], []);
}
