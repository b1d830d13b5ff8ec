using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Filters;
using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>The second table of a join: its matching row for each row of the first table, and its columns under unique names.</summary>
internal sealed class Lookup
{
    private const int NoRow = -1;

    private readonly string _file;
    private readonly int[] _rowOf;
    private readonly IReadOnlyList<(ArrowColumn Column, string Name)> _columns;

    private Lookup(string file, int[] rowOf, IReadOnlyList<(ArrowColumn Column, string Name)> columns)
    {
        _file = file;
        _rowOf = rowOf;
        _columns = columns;
    }

    public IEnumerable<(string Name, ColumnType Type)> Columns => _columns.Select(column => (column.Name, column.Column.Type));

    /// <exception cref="EngineException">A key is unknown, or two rows of the second table have the same key.</exception>
    public static async Task<Lookup> CreateAsync(string file, ArrowFileInfo info, string otherFile, LookupJoin join, CancellationToken cancellation)
    {
        var other = await ArrowTableFile.ReadInfoAsync(otherFile, cancellation);
        var key = (await ArrowTableFile.ReadAsync(file, [join.Key], cancellation)).Columns[0];
        var otherKey = (await ArrowTableFile.ReadAsync(otherFile, [join.OtherKey], cancellation)).Columns[0];
        var taken = info.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        return new Lookup(otherFile, Match(key, otherKey), [.. other.Columns.Where(column => column.Name != join.OtherKey).Select(column => (column, FreeName(column.Name, taken)))]);
    }

    public bool HasMatch(int row) => _rowOf[row] != NoRow;

    /// <summary>
    /// Determines whether the match of each row of the first table meets the conditions. A row without a match meets only <c>is missing</c>.
    /// </summary>
    public async Task<Func<int, bool>> MatcherAsync(IReadOnlyList<RowCondition> conditions, CancellationToken cancellation)
    {
        var original = _columns.ToDictionary(column => column.Name, column => column.Column.Name, StringComparer.Ordinal);
        RowCondition[] own = [.. conditions.Select(condition => condition with { Column = original[condition.Column] })];
        var filter = RowFilter.Create(own, _columns.Select(column => (column.Column.Name, column.Column.Type)));
        var meeting = new HashSet<int>(await SelectedRows.MatchingAsync(_file, filter, cancellation));
        var withoutMatch = own.All(condition => condition.Operator == ConditionOperator.Missing);
        return row => _rowOf[row] is var match && (match == NoRow ? withoutMatch : meeting.Contains(match));
    }

    /// <summary>One column of the second table, for all rows of the first table.</summary>
    public async Task<Column> ReadColumnAsync(string name, CancellationToken cancellation)
    {
        var (column, _) = _columns.First(candidate => candidate.Name == name);
        var values = (await ArrowTableFile.ReadAsync(_file, [column.Name], cancellation)).Columns[0];
        return Spread(values, name, _rowOf);
    }

    /// <summary>The columns of the second table for some rows of the first table.</summary>
    public async Task<IEnumerable<Column>> ReadAsync(int[] rows, CancellationToken cancellation)
    {
        var wanted = Array.ConvertAll(rows, row => _rowOf[row]);
        int[] distinct = [.. wanted.Where(row => row != NoRow).Distinct().Order()];
        // Reads at least one row, so that every column has its levels.
        var table = await ArrowTableFile.ReadRowsAsync(_file, distinct.Length == 0 ? [0] : distinct, [.. _columns.Select(column => column.Column.Name)], cancellation);
        var positions = Array.ConvertAll(wanted, row => row == NoRow ? NoRow : Array.BinarySearch(distinct, row));
        return table.Columns.Zip(_columns, (values, column) => Spread(values, column.Name, positions));
    }

    private static int[] Match(Column key, Column otherKey)
    {
        var asText = key.GetType() != otherKey.GetType() || (key.Type == ColumnType.Date) != (otherKey.Type == ColumnType.Date);
        var (hashes, otherHashes) = (new ulong[key.Length], new ulong[otherKey.Length]);
        ValueHashes.Fill(key, asText, hashes);
        ValueHashes.Fill(otherKey, asText, otherHashes);
        var rows = new Dictionary<ulong, int>(otherKey.Length);
        for (var row = 0; row < otherHashes.Length; row++)
        {
            if (otherHashes[row] != ValueHashes.Missing && !rows.TryAdd(otherHashes[row], row))
            {
                throw new EngineException(
                    "key_not_unique",
                    $"The key '{otherKey.Name}' does not identify the rows of the joined dataset: "
                    + $"rows {QualityText.Count(rows[otherHashes[row]] + 1)} and {QualityText.Count(row + 1)} both have "
                    + $"{QualityText.Quote(otherKey.TextAt(row)!)}. Join by a column with a different value in every row.",
                    row + 1,
                    otherKey.Name);
            }
        }

        return Array.ConvertAll(hashes, hash => hash != ValueHashes.Missing && rows.TryGetValue(hash, out var row) ? row : NoRow);
    }

    private static string FreeName(string name, HashSet<string> taken)
    {
        var free = name;
        for (var number = 2; !taken.Add(free); number++)
        {
            free = $"{name}_{number}";
        }

        return free;
    }

    private static Column Spread(Column column, string name, int[] positions) => column switch
    {
        NumericColumn numbers => new NumericColumn(name, column.Type, Array.ConvertAll(positions, position => position < 0 ? double.NaN : numbers.Values[position])),
        CategoricalColumn levels => new CategoricalColumn(name, column.Type, Array.ConvertAll(positions, position => position < 0 ? CategoricalColumn.Missing : levels.Codes[position]), levels.Levels),
        _ => throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column)),
    };
}
