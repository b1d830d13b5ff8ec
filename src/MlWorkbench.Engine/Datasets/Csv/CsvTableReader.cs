using CsvHelper;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>
/// Reads delimited text as typed columns in two passes: the first looks at every value to infer the format and the column types,
/// the second parses the columns. What was assumed or repaired is said in <see cref="Warnings"/>.
/// </summary>
public sealed class CsvTableReader
{
    private const int RowsPerCancellationCheck = 4096;

    private readonly CsvSource _source;
    private readonly MissingSpellings _missing;
    private readonly IReadOnlyList<ColumnPlan> _plans;

    private CsvTableReader(CsvSource source, MissingSpellings missing, CsvScan scan, ColumnTyping typing)
    {
        _source = source;
        _missing = missing;
        _plans = typing.Plan();
        RowCount = scan.Rows;
        Format = new TabularFormat(source.Dialect.Delimiter, source.Encoding, source.Dialect.HasHeader, typing.DecimalMark, typing.DayFirst);
        Warnings = [.. scan.Warnings, .. typing.Warnings];
    }

    public int RowCount { get; }

    public TabularFormat Format { get; }

    public IReadOnlyList<ImportWarning> Warnings { get; }

    internal IReadOnlyList<ColumnPlan> Plans => _plans;

    /// <summary>Looks through the whole file; rows are read afterwards.</summary>
    /// <param name="open">Opens the file from its start as a seekable stream; called once per pass.</param>
    /// <exception cref="EngineException">The file holds no usable table.</exception>
    public static CsvTableReader Inspect(Func<Stream> open, DatasetImportOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= DatasetImportOptions.Inferred;
        var file = TextFile.Inspect(open, options.Encoding, cancellation);
        var source = new CsvSource(file, Dialect.Detect(file, options));
        var missing = new MissingSpellings(options.Missing);
        var scan = new CsvScanner(source, missing).Scan(cancellation);
        return new CsvTableReader(source, missing, scan, new ColumnTyping(scan, source.Dialect, options));
    }

    /// <summary>Reads a whole file into memory.</summary>
    public static ImportedTable Read(string path, DatasetImportOptions? options = null, CancellationToken cancellation = default) =>
        Read(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan), options, cancellation);

    /// <inheritdoc cref="Read(string, DatasetImportOptions?, CancellationToken)"/>
    public static ImportedTable Read(Func<Stream> open, DatasetImportOptions? options = null, CancellationToken cancellation = default)
    {
        var reader = Inspect(open, options, cancellation);
        var table = reader.ReadBatches(reader.RowCount, cancellation).Single();
        return new ImportedTable(table, ColumnSchemas.Of(table, [.. reader._plans.Select(plan => plan.Role)]), reader.Format, reader.Warnings);
    }

    /// <summary>The schema of the columns, with the counts of a profile of all rows.</summary>
    public IReadOnlyList<ColumnSchema> Columns(DatasetProfile profile) =>
        [.. _plans.Zip(profile.Columns, (plan, column) => new ColumnSchema(plan.Name, plan.Type, plan.Role, column.Missing, column.Distinct))];

    /// <summary>The rows in order, in tables of the given number of rows; the last one may be shorter.</summary>
    public IEnumerable<Table> ReadBatches(int batchRows, CancellationToken cancellation = default)
    {
        var parsers = _plans.Select(plan => ColumnParser.Create(plan, batchRows)).ToArray();
        using var reader = _source.Open();
        var rows = 0;
        while (reader.Read())
        {
            ReadRow(reader, parsers);
            if (++rows % batchRows == 0)
            {
                yield return Take(parsers);
            }

            if (rows % RowsPerCancellationCheck == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        if (rows % batchRows != 0)
        {
            yield return Take(parsers);
        }
    }

    private static Table Take(ColumnParser[] parsers) => new([.. parsers.Select(parser => parser.Take())]);

    private void ReadRow(CsvReader reader, ColumnParser[] parsers)
    {
        for (var i = 0; i < parsers.Length; i++)
        {
            var value = reader.GetSpan(_plans[i].Source);
            if (_missing.Contains(value))
            {
                parsers[i].AddMissing();
            }
            else if (!parsers[i].TryAdd(value))
            {
                throw BrokenType(reader, _plans[i]);
            }
        }
    }

    private EngineException BrokenType(CsvReader reader, ColumnPlan plan)
    {
        var row = reader.RowNumber;
        var value = reader.GetString(plan.Source);
        var shown = value.Length <= 40 ? value : string.Concat(value.AsSpan(0, 40), "…");
        var expected = plan.Type switch
        {
            ColumnType.Integer => "is not a whole number within ±2^53",
            ColumnType.Number => $"is not a number with '{plan.DecimalMark}' as decimal mark",
            ColumnType.Date => "is not a date",
            _ => "is a third value where a yes/no column has two",
        };
        return new EngineException(
            "value_breaks_type",
            $"{_source.Locate(row)}, column '{plan.Name}': '{shown}' {expected}. Choose another type for the column, or name the value as missing.",
            row,
            plan.Name);
    }
}
