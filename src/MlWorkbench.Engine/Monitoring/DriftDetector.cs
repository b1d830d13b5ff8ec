using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>Compares newer data with the training data of a model, one column at a time.</summary>
public static class DriftDetector
{
    /// <summary>Share of drifted columns from which the dataset as a whole has drifted.</summary>
    public const double DatasetThreshold = 0.5;

    // The logarithm of a p-value of 0 must stay finite.
    private const double SmallestPValue = 1e-300;

    /// <summary>Compares all columns of the reference, which are the inputs of the model.</summary>
    /// <param name="importance">Permutation importance by column, if known.</param>
    public static DriftResult Compare(
        Table reference, Table current, IReadOnlyDictionary<string, double>? importance = null, int threads = 1, CancellationToken cancellation = default)
    {
        var columns = reference.Columns.Where(column => column.Type != ColumnType.Date).ToArray();
        var features = new FeatureDrift[columns.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, columns.Length, options, i =>
            features[i] = Compare(columns[i], current.Find(columns[i].Name), importance?.GetValueOrDefault(columns[i].Name)));
        return Summarise(features, reference.RowCount, current.RowCount, Dates(reference));
    }

    /// <summary>Compares the columns of a model's baseline, because the training rows can be deleted.</summary>
    /// <param name="rows">Number of training rows.</param>
    /// <param name="importance">Permutation importance by column, if known.</param>
    public static DriftResult Compare(
        IReadOnlyList<BaselineColumn> reference, long rows, Table current, IReadOnlyDictionary<string, double>? importance = null, int threads = 1, CancellationToken cancellation = default)
    {
        var columns = reference.Where(column => column.Type != ColumnType.Date).ToArray();
        var features = new FeatureDrift[columns.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, columns.Length, options, i =>
            features[i] = Compare(columns[i], rows, current.Find(columns[i].Name), importance?.GetValueOrDefault(columns[i].Name)));
        return Summarise(features, (int)Math.Min(rows, int.MaxValue), current.RowCount, [.. reference.Where(column => column.Type == ColumnType.Date).Select(column => Date(column.Name))]);
    }

    /// <summary>Compares the target or the predictions with those of training.</summary>
    public static FeatureDrift Compare(BaselineColumn reference, Column current, DriftSubject subject) =>
        Compare(reference, reference.Missing + reference.Counts.Sum() + reference.Others, current, null) with { Subject = subject };

    /// <summary>Compares the target or the predictions with training data instead of a baseline.</summary>
    public static FeatureDrift Compare(Column reference, Column current, DriftSubject subject) => Compare(reference, current, importance: null) with { Subject = subject };

    /// <summary>Combines the features of several comparisons of column groups. Tables too large for memory are compared group by group.</summary>
    public static DriftResult Summarise(IReadOnlyList<FeatureDrift> features, int referenceRows, int currentRows, IReadOnlyList<string> skipped)
    {
        var tested = features.Count(feature => feature.Error is null);
        var drifted = features.Count(feature => feature.Drifted);
        var share = tested == 0 ? 0 : (double)drifted / tested;
        var worstFirst = features.OrderBy(feature => feature.Error is null).ThenByDescending(feature => feature.Severity);
        return new DriftResult
        {
            ReferenceRows = referenceRows,
            CurrentRows = currentRows,
            Features = [.. worstFirst],
            Tested = tested,
            Drifted = drifted,
            DriftedShare = share,
            DatasetDrifted = tested > 0 && share >= DatasetThreshold,
            Skipped = skipped,
        };
    }

    private static string[] Dates(Table reference) =>
        [.. reference.Columns.Where(column => column.Type == ColumnType.Date).Select(column => Date(column.Name))];

    private static string Date(string column) => $"{column}: dates always advance";

    private static FeatureDrift Compare(BaselineColumn reference, long rows, Column? current, double? importance)
    {
        var missing = (rows == 0 ? 0 : (double)reference.Missing / rows, current is null ? 1 : MissingShare(current));
        var kind = ColumnPairing.Kind(reference);
        return kind switch
        {
            ColumnKind.Text => Failed(reference.Name, missing, importance, "The model package contains no texts, and the training data was deleted."),
            _ when reference.Counts.Length == 0 => Failed(
                reference.Name,
                missing,
                importance,
                "No value is frequent enough in the training rows to be stored in the model package."),
            _ => Compare(reference.Name, kind, current, missing, importance, column => ColumnPairing.Of(reference, column)),
        };
    }

    private static FeatureDrift Compare(Column reference, Column? current, double? importance) => Compare(
        reference.Name,
        ColumnPairing.Kind(reference),
        current,
        (MissingShare(reference), current is null ? 1 : MissingShare(current)),
        importance,
        column => ColumnPairing.Of(reference, column));

    private static FeatureDrift Compare(
        string name, ColumnKind kind, Column? current, (double Reference, double Current) missing, double? importance, Func<Column, ColumnPair> pairWith)
    {
        if (current is null)
        {
            return Failed(name, missing, importance, "The current data does not have this column.");
        }

        try
        {
            var columns = pairWith(current);
            return columns.ReferenceRows == 0 || columns.CurrentRows == 0
                ? Failed(name, missing, importance, $"The {(columns.ReferenceRows == 0 ? "reference" : "current")} data has no value in this column.")
                : Test(name, kind, columns, missing, importance);
        }
        catch (EngineException error) when (error.Code == "drift_type")
        {
            return Failed(name, missing, importance, error.Message);
        }
    }

    private static FeatureDrift Test(string name, ColumnKind kind, ColumnPair columns, (double Reference, double Current) missing, double? importance)
    {
        var test = DriftTests.Choose(kind, columns.ReferenceRows, columns.Distinct);
        var statistic = test.Compute(columns);
        if (double.IsNaN(statistic))
        {
            return Failed(name, missing, importance, "The column has too few values to compare.");
        }

        return new FeatureDrift
        {
            Name = name,
            Test = test.Name,
            Statistic = statistic,
            Threshold = test.Threshold,
            Drifted = test.Drifts(statistic),
            Severity = Severity(test, statistic),
            Importance = importance,
            ReferenceMissing = missing.Reference,
            CurrentMissing = missing.Current,
            Histogram = kind == ColumnKind.Text ? null : DriftHistograms.Of(columns),
        };
    }

    private static FeatureDrift Failed(string name, (double Reference, double Current) missing, double? importance, string reason) =>
        new()
        {
            Name = name,
            Test = null,
            Statistic = null,
            Threshold = null,
            Drifted = false,
            Severity = 0,
            Importance = importance,
            ReferenceMissing = missing.Reference,
            CurrentMissing = missing.Current,
            Histogram = null,
            Error = reason,
        };

    private static double Severity(IDriftTest test, double statistic) =>
        test.IsPValue ? Math.Log(Math.Max(statistic, SmallestPValue)) / Math.Log(test.Threshold) : statistic / test.Threshold;

    private static double MissingShare(Column column)
    {
        var missing = 0;
        for (var row = 0; row < column.Length; row++)
        {
            missing += column.IsMissing(row) ? 1 : 0;
        }

        return column.Length == 0 ? 0 : (double)missing / column.Length;
    }
}
