using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>What changed in the columns from one version of a table to the next, as warnings for whoever uploads or trains on it.</summary>
public static class SchemaChanges
{
    private const string CodePrefix = "schema_";

    public static bool IsSchemaChange(ImportWarning warning) => warning.Code.StartsWith(CodePrefix, StringComparison.Ordinal);

    /// <param name="previous">What the older version is called in the sentences: <c>version 3</c>.</param>
    public static IReadOnlyList<ImportWarning> Between(DatasetProfile older, DatasetProfile newer, string previous)
    {
        var before = older.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var after = newer.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var removed = older.Columns.Where(column => !after.ContainsKey(column.Name)).ToList();
        var added = newer.Columns.Where(column => !before.ContainsKey(column.Name)).ToList();
        var renamed = Renamed(removed, added);
        var renamedTo = renamed.Select(pair => pair.New.Name).ToHashSet(StringComparer.Ordinal);
        var renamedFrom = renamed.Select(pair => pair.Old.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. removed.Where(column => !renamedFrom.Contains(column.Name))
                .Select(column => new ImportWarning($"{CodePrefix}removed", $"The column '{column.Name}' of {previous} is gone.", Column: column.Name)),
            .. newer.Columns.Where(column => before.TryGetValue(column.Name, out var old) && old.Type != column.Type)
                .Select(column => new ImportWarning($"{CodePrefix}retyped", $"The column '{column.Name}' was of the type {Name(before[column.Name].Type)} in {previous} and is of the type {Name(column.Type)} now.", Column: column.Name)),
            .. renamed.Select(pair => new ImportWarning($"{CodePrefix}renamed", $"The column '{pair.Old.Name}' of {previous} is called '{pair.New.Name}' now: its values are the same.", Column: pair.New.Name)),
            .. added.Where(column => !renamedTo.Contains(column.Name))
                .Select(column => new ImportWarning($"{CodePrefix}added", $"The column '{column.Name}' is new since {previous}.", Column: column.Name)),
        ];
    }

    /// <summary>Pairs that only their values tell: where two columns would do, nothing is claimed.</summary>
    private static List<(ColumnProfile Old, ColumnProfile New)> Renamed(List<ColumnProfile> removed, List<ColumnProfile> added)
    {
        var pairs = new List<(ColumnProfile, ColumnProfile)>();
        foreach (var old in removed.Where(column => column.Distinct > 1))
        {
            var same = added.Where(column => HasSameValues(old, column)).ToList();
            if (same.Count == 1 && removed.Count(column => HasSameValues(column, same[0])) == 1)
            {
                pairs.Add((old, same[0]));
            }
        }

        return pairs;
    }

    private static bool HasSameValues(ColumnProfile first, ColumnProfile second) =>
        (first.Type, first.Missing, first.Distinct) == (second.Type, second.Missing, second.Distinct)
        && (first.Numbers, second.Numbers) switch
        {
            ({ } a, { } b) => (a.Mean, a.Minimum, a.Maximum, a.StandardDeviation) == (b.Mean, b.Minimum, b.Maximum, b.StandardDeviation) && a.Quantiles.SequenceEqual(b.Quantiles),
            (null, null) => (first.TopValues ?? []).SequenceEqual(second.TopValues ?? []),
            _ => false,
        };

    private static string Name(ColumnType type) => type.ToString().ToLowerInvariant();
}
