using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Text;
using MlWorkbench.Engine.Datasets.Values;
using MlWorkbench.Engine.Datasets.Workbooks;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>
/// Reads delimited text as typed columns in two passes: the first reads every value to infer the format and the column types,
/// the second parses the columns. <see cref="Warnings"/> lists all assumptions and repairs.
/// </summary>
public sealed class CsvTableReader : ITableReader
{
    private readonly CsvSource _source;
    private readonly MissingSpellings _missing;
    private readonly IReadOnlyList<ColumnPlan> _plans;
    private readonly int[] _planOfSource;

    private CsvTableReader(CsvSource source, MissingSpellings missing, CsvScan scan, ColumnTyping typing, SheetText? sheet)
    {
        _source = source;
        _missing = missing;
        _plans = typing.Plan();
        _planOfSource = new int[scan.Columns.Count];
        Array.Fill(_planOfSource, -1);
        for (var i = 0; i < _plans.Count; i++)
        {
            _planOfSource[_plans[i].Source] = i;
        }

        RowCount = scan.Rows;
        Columns = [.. _plans.Select(plan => new ArrowColumn(plan.Name, plan.Type, plan.Role, plan.Levels is not null))];
        Format = sheet is null
            ? new TabularFormat
            {
                Delimiter = source.Dialect.Delimiter,
                Encoding = source.Encoding,
                HasHeader = source.Dialect.HasHeader,
                Decimal = typing.DecimalMark,
                DayFirst = typing.DayFirst,
            }
            : new TabularFormat
            {
                Delimiter = null,
                Encoding = null,
                HasHeader = source.Dialect.HasHeader,
                Decimal = null,
                DayFirst = typing.DayFirst,
                Kind = FileKind.Workbook,
                Sheet = sheet.Name,
                Sheets = sheet.Sheets,
            };
        Warnings = [.. sheet?.Warnings ?? [], .. scan.Warnings, .. typing.Warnings];
    }

    public int RowCount { get; }

    public long BytesPerRow => _plans.Sum(plan => plan.BytesPerRow);

    public TabularFormat Format { get; }

    public IReadOnlyList<ImportWarning> Warnings { get; }

    public IReadOnlyList<ArrowColumn> Columns { get; }

    /// <summary>Scans the whole file. Rows are read afterwards.</summary>
    /// <param name="open">Opens the file as a seekable stream at its start. It is called once per pass.</param>
    /// <exception cref="EngineException">The file does not contain a usable table.</exception>
    public static CsvTableReader Inspect(Func<Stream> open, DatasetImportOptions? options = null, CancellationToken cancellation = default) =>
        Inspect(open, options ?? DatasetImportOptions.Inferred, null, long.MaxValue, cancellation);

    /// <param name="sheet">Name of the sheet that contains the text.</param>
    /// <param name="mostCells">A larger table is refused.</param>
    internal static CsvTableReader Inspect(Func<Stream> open, DatasetImportOptions options, SheetText? sheet, long mostCells, CancellationToken cancellation)
    {
        var file = TextFile.Inspect(open, options.Encoding, cancellation);
        var source = new CsvSource(file, Dialect.Detect(file, options), sheet?.Name);
        var missing = new MissingSpellings(options.Missing);
        var scan = new CsvScanner(source, missing, mostCells).Scan(cancellation);
        return new CsvTableReader(source, missing, scan, new ColumnTyping(scan, source.Dialect, options), sheet);
    }

    /// <summary>Reads a whole file into memory.</summary>
    public static ImportedTable Read(string path, DatasetImportOptions? options = null, CancellationToken cancellation = default) =>
        Read(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan), options, cancellation);

    /// <inheritdoc cref="Read(string, DatasetImportOptions?, CancellationToken)"/>
    public static ImportedTable Read(Func<Stream> open, DatasetImportOptions? options = null, CancellationToken cancellation = default)
    {
        var reader = Inspect(open, options, cancellation);
        var table = reader.ReadBatches(reader.RowCount, cancellation).Single();
        return new ImportedTable(table, [.. reader._plans.Select(plan => plan.Role)], reader.Format, reader.Warnings);
    }

    IAsyncEnumerable<Table> ITableReader.ReadBatchesAsync(int batchRows, CancellationToken cancellation) => ReadBatches(batchRows, cancellation).ToAsyncEnumerable();

    /// <inheritdoc cref="ITableReader.ReadBatchesAsync"/>
    public IEnumerable<Table> ReadBatches(int batchRows, CancellationToken cancellation = default)
    {
        var parsers = _plans.Select(plan => ColumnParser.Create(plan, batchRows)).ToArray();
        var broken = new int?[parsers.Length];
        using var reader = _source.Open();
        var read = 0;
        var blocks = new BlockPipeline(_planOfSource.Length, block =>
        {
            while (!block.IsFull && (block.Rows == 0 || read % batchRows != 0) && reader.Read())
            {
                block.Add(reader);
                read++;
            }
        });
        var done = 0;
        while (blocks.Advance((block, column) => Parse(block, column, parsers, broken), out var rows, cancellation))
        {
            if (Array.Exists(broken, row => row is not null))
            {
                throw BrokenType(done, broken);
            }

            done += rows;
            if (done % batchRows == 0)
            {
                yield return Take(parsers);
            }
        }

        if (done % batchRows != 0)
        {
            yield return Take(parsers);
        }
    }

    private static Table Take(ColumnParser[] parsers) => new([.. parsers.Select(parser => parser.Take())]);

    private void Parse(RowBlock block, int column, ColumnParser[] parsers, int?[] broken)
    {
        var index = _planOfSource[column];
        if (index >= 0)
        {
            broken[index] = parsers[index].Add(block, column, _missing);
        }
    }

    /// <summary>Finds the first row of a block that breaks a type, and the first such column.</summary>
    private EngineException BrokenType(int rowsBefore, int?[] broken)
    {
        var row = broken.Min()!.Value;
        var plan = _plans[Array.IndexOf(broken, row)];
        using var reader = _source.Open();
        var rows = 0;
        while (rows <= rowsBefore + row && reader.Read())
        {
            rows++;
        }

        return plan.Broken(_source.Locate(reader.RowNumber), reader.GetString(plan.Source), reader.RowNumber);
    }
}
