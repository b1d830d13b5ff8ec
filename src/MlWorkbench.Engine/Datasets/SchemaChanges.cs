using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets;

/// <summary>Compares the columns of two versions of a table, because models and recipes refer to columns by name.</summary>
public static class SchemaChanges
{
    private const string CodePrefix = "schema_";

    public static bool IsSchemaChange(ImportWarning warning) => warning.Code.StartsWith(CodePrefix, StringComparison.Ordinal);

    /// <summary>The changes as warnings of an upload.</summary>
    /// <param name="previous">Name of the older version in the sentences: <c>version 3</c>.</param>
    public static IReadOnlyList<ImportWarning> Warnings(IEnumerable<SchemaChange> changes, string previous) =>
        [.. changes.Select(change => new ImportWarning(CodePrefix + change.Kind.ToString().ToLowerInvariant(), change.Sentence(previous), Column: change.To ?? change.From))];

    /// <summary>Uses only the profiles: a column counts as renamed if all profiled properties of its values are the same.</summary>
    public static IReadOnlyList<SchemaChange> Between(DatasetProfile older, DatasetProfile newer)
    {
        var before = older.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var after = newer.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        return Between(
            [.. older.Columns.Select(column => (column.Name, column.Type))],
            [.. newer.Columns.Select(column => (column.Name, column.Type))],
            (from, to) => HasSameValues(before[from], after[to]));
    }

    /// <param name="haveSameValues">Whether an older column (first) and a newer one (second) of the same type have the same values.</param>
    internal static IReadOnlyList<SchemaChange> Between(
        IReadOnlyList<(string Name, ColumnType Type)> older, IReadOnlyList<(string Name, ColumnType Type)> newer, Func<string, string, bool> haveSameValues)
    {
        var before = older.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        var after = newer.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        var removed = older.Where(column => !after.ContainsKey(column.Name)).ToList();
        var added = newer.Where(column => !before.ContainsKey(column.Name)).ToList();
        var renamed = Renamed(removed, added, haveSameValues);
        return
        [
            .. removed.Where(column => renamed.All(pair => pair.From != column.Name)).Select(column => new SchemaChange(SchemaChangeKind.Removed, column.Name, column.Type, null, null)),
            .. newer.Where(column => before.TryGetValue(column.Name, out var type) && type != column.Type)
                .Select(column => new SchemaChange(SchemaChangeKind.Retyped, column.Name, before[column.Name], column.Name, column.Type)),
            .. renamed.Select(pair => new SchemaChange(SchemaChangeKind.Renamed, pair.From, before[pair.From], pair.To, after[pair.To])),
            .. added.Where(column => renamed.All(pair => pair.To != column.Name)).Select(column => new SchemaChange(SchemaChangeKind.Added, null, null, column.Name, column.Type)),
        ];
    }

    /// <summary>Pairs identified only by their values. If two columns match, no pair is reported.</summary>
    private static List<(string From, string To)> Renamed(
        List<(string Name, ColumnType Type)> removed, List<(string Name, ColumnType Type)> added, Func<string, string, bool> haveSameValues)
    {
        var candidates = removed
            .SelectMany(from => added.Where(to => from.Type == to.Type && haveSameValues(from.Name, to.Name)), (from, to) => (From: from.Name, To: to.Name))
            .ToList();
        var (ofFrom, ofTo) = (candidates.CountBy(pair => pair.From).ToDictionary(StringComparer.Ordinal), candidates.CountBy(pair => pair.To).ToDictionary(StringComparer.Ordinal));
        return [.. candidates.Where(pair => ofFrom[pair.From] == 1 && ofTo[pair.To] == 1)];
    }

    private static bool HasSameValues(ColumnProfile first, ColumnProfile second) =>
        first.Distinct > 1
        && (first.Missing, first.Distinct) == (second.Missing, second.Distinct)
        && (first.Numbers, second.Numbers) switch
        {
            ({ } a, { } b) => (a.Mean, a.Minimum, a.Maximum, a.StandardDeviation) == (b.Mean, b.Minimum, b.Maximum, b.StandardDeviation) && a.Quantiles.SequenceEqual(b.Quantiles),
            (null, null) => (first.TopValues ?? []).SequenceEqual(second.TopValues ?? []),
            _ => false,
        };
}
