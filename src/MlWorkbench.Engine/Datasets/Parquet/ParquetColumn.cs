using System.Globalization;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Engine.Datasets.Values;
using MlWorkbench.Scoring.Data;
using Parquet;

namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>One column of a Parquet file, processed in three steps: scan by group, decide the type, read.</summary>
/// <param name="type">Declared type in the file.</param>
/// <param name="columns">Columns of the file.</param>
internal abstract class ParquetColumn(string name, ColumnType type, int columns)
{
    private readonly BatchMemory<double> _memory = new();
    private double[]? _numbers;
    private ColumnParser? _parser;
    private int _count;

    /// <summary>Conversion of the values. Null before <see cref="Settle"/>.</summary>
    public ColumnPlan? Plan { get; private set; }

    protected string Name { get; } = name;

    protected ColumnType FileType { get; } = type;

    protected ColumnScan Scan { get; } = new(columns);

    /// <summary>Number of values unusable for statistics, and the first row with one.</summary>
    protected (long Count, long FirstRow) Infinite { get; set; }

    /// <summary>Number of empty texts, and the first row with one.</summary>
    protected (long Count, long FirstRow) Empty { get; set; }

    /// <summary>Whether values are read as numbers without conversion from text.</summary>
    protected bool TakesNumbers => _numbers is not null;

    public abstract Task ScanAsync(ParquetRowGroupReader group, int firstRow, CancellationToken cancellation);

    /// <summary>Decides the type and role of the column after the scan of all rows.</summary>
    public IReadOnlyList<ImportWarning> Settle(int rows, DatasetImportOptions options)
    {
        ColumnType? given = options.Types is not null && options.Types.TryGetValue(Name, out var chosen) ? chosen : null;
        var isTooLarge = FileType == ColumnType.Integer && Scan.Values > 0 && !Scan.Shared.HasFlag(ValueKinds.Integer);
        var type = given ?? (isTooLarge ? ColumnType.Category : FileType == ColumnType.Text ? TypeOfTexts() : FileType);
        var levels = type is ColumnType.Boolean or ColumnType.Category ? Scan.Levels : null;
        Plan = new ColumnPlan
        {
            Source = 0,
            Name = Name,
            Type = type,
            Role = ColumnRoles.Guess(Name, type, Scan, rows),
            Levels = levels,
            IsGiven = given is not null,
            DayFirst = options.DayFirst ?? false,
            DecimalMark = options.Decimal ?? '.',
            IsFormatted = given is not null,
            AverageLength = Scan.AverageLength,
        };
        return [.. Warnings(isTooLarge && given is null)];
    }

    /// <summary>Allocates memory for the rows of a batch.</summary>
    public void Begin(int rows)
    {
        var isDirect = FileType is ColumnType.Integer or ColumnType.Number or ColumnType.Date
            && (Plan!.Type == FileType || (Plan.Type == ColumnType.Number && FileType == ColumnType.Integer));
        _count = 0;
        _numbers = isDirect ? _memory.Next(rows) : null;
        _parser = isDirect ? null : ColumnParser.Create(Plan!, rows);
        _parser?.Reserve();
    }

    /// <summary>Copies rows of a group into the batch.</summary>
    /// <param name="index">Position of the group in the file.</param>
    /// <param name="firstRow">Rows before the group.</param>
    /// <param name="keep">Whether the decoded group stays in memory for the next batch.</param>
    public abstract Task ReadAsync(ParquetRowGroupReader group, int index, int firstRow, int start, int count, bool keep, CancellationToken cancellation);

    public Column Take() => _parser?.Take() ?? new NumericColumn(Name, Plan!.Type, _numbers!);

    /// <summary>Releases a decoded group.</summary>
    public abstract void Forget();

    protected void AddNumber(double number) => _numbers![_count++] = number;

    protected void AddMissing()
    {
        if (TakesNumbers)
        {
            AddNumber(double.NaN);
        }
        else
        {
            _parser!.AddMissing();
        }
    }

    protected void AddText(ReadOnlySpan<byte> value, long row)
    {
        if (!_parser!.TryAdd(value))
        {
            throw Plan!.Broken($"Row {Text(row)}", System.Text.Encoding.UTF8.GetString(value), row);
        }
    }

    private ColumnType TypeOfTexts() =>
        ColumnTyping.IsBoolean(Scan) ? ColumnType.Boolean : ColumnTyping.IsText(Scan) ? ColumnType.Text : ColumnType.Category;

    private IEnumerable<ImportWarning> Warnings(bool isTooLarge)
    {
        if (isTooLarge)
        {
            var (row, value) = Scan.FirstWithout(ValueKinds.Integer);
            yield return new ImportWarning(
                "numbers_too_large",
                $"Whole numbers of column '{Name}' are beyond ±2^53, first {value} in row {Text(row)}, so the column was imported as text.",
                Scan.Values - Scan.CountOf(ValueKinds.Integer),
                row,
                Name);
        }

        if (Infinite.Count > 0)
        {
            yield return new ImportWarning(
                "infinite_values",
                $"{Text(Infinite.Count)} values of column '{Name}', first in row {Text(Infinite.FirstRow)}, are infinite or beyond 1e300 and are treated "
                + "as missing.",
                Infinite.Count,
                Infinite.FirstRow,
                Name);
        }

        if (Empty.Count > 0)
        {
            yield return new ImportWarning(
                "empty_texts",
                $"{Text(Empty.Count)} texts of column '{Name}', first in row {Text(Empty.FirstRow)}, are empty and are treated as missing.",
                Empty.Count,
                Empty.FirstRow,
                Name);
        }
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
