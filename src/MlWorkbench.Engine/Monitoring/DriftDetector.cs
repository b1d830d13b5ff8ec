using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>Compares newer data with the data that a model learnt from, one column at a time.</summary>
public static class DriftDetector
{
    /// <summary>Share of drifted columns from which the dataset as a whole has drifted.</summary>
    public const double DatasetThreshold = 0.5;

    // The logarithm of a p-value of 0 must stay finite.
    private const double SmallestPValue = 1e-300;

    /// <summary>All columns of the reference: those that the model uses.</summary>
    /// <param name="importance">Permutation importance by column, where known.</param>
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

    /// <summary>The features of one or several comparisons of column groups, put together: tables too large for memory are compared group by group.</summary>
    public static DriftResult Summarise(IReadOnlyList<FeatureDrift> features, int referenceRows, int currentRows, IReadOnlyList<string> skipped)
    {
        var tested = features.Count(feature => feature.Error is null);
        var drifted = features.Count(feature => feature.Drifted);
        var share = tested == 0 ? 0 : (double)drifted / tested;
        var worstFirst = features.OrderBy(feature => feature.Error is null).ThenByDescending(feature => feature.Severity);
        return new DriftResult(
            referenceRows, currentRows, [.. worstFirst], tested, drifted, share, tested > 0 && share >= DatasetThreshold, skipped);
    }

    private static string[] Dates(Table reference) =>
        [.. reference.Columns.Where(column => column.Type == ColumnType.Date).Select(column => $"{column.Name}: a date always moves on")];

    private static FeatureDrift Compare(Column reference, Column? current, double? importance)
    {
        var missing = (MissingShare(reference), current is null ? 1 : MissingShare(current));
        if (current is null)
        {
            return Failed(reference.Name, missing, importance, "The current data has no such column.");
        }

        try
        {
            var columns = ColumnPairing.Of(reference, current);
            return columns.ReferenceRows == 0 || columns.CurrentRows == 0
                ? Failed(reference.Name, missing, importance, $"The {(columns.ReferenceRows == 0 ? "reference" : "current")} data has no value in this column.")
                : Test(reference, columns, missing, importance);
        }
        catch (EngineException error) when (error.Code == "drift_type")
        {
            return Failed(reference.Name, missing, importance, error.Message);
        }
    }

    private static FeatureDrift Test(Column reference, ColumnPair columns, (double Reference, double Current) missing, double? importance)
    {
        var kind = ColumnPairing.Kind(reference);
        var test = DriftTests.Choose(kind, columns.ReferenceRows, columns.Distinct);
        var statistic = test.Compute(columns);
        if (double.IsNaN(statistic))
        {
            return Failed(reference.Name, missing, importance, "There are too few values to compare.");
        }

        return new FeatureDrift(
            reference.Name, test.Name, statistic, test.Threshold, test.Drifts(statistic), Severity(test, statistic), importance,
            missing.Reference, missing.Current, kind == ColumnKind.Text ? null : DriftHistograms.Of(columns));
    }

    private static FeatureDrift Failed(string name, (double Reference, double Current) missing, double? importance, string reason) =>
        new(name, null, null, null, false, 0, importance, missing.Reference, missing.Current, null, reason);

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
