using MlWorkbench.Engine.Datasets.Values;
using MlWorkbench.Scoring.Data;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>A column of values of one type.</summary>
/// <param name="columns">Columns of the file.</param>
/// <param name="numberOf">Converts a value to a number. Null for texts.</param>
/// <param name="format">Writes a value as UTF-8 into a buffer, which is enlarged if needed.</param>
internal sealed class TypedParquetColumn<T>(
    DataField field,
    string name,
    ColumnType type,
    MissingSpellings missing,
    int columns,
    Func<T, double>? numberOf,
    ParquetText<T> format) : ParquetColumn(name, type, columns)
    where T : struct
{
    private const double LargestNumber = 1e300;

    private byte[] _buffer = new byte[64];
    private RawColumnData<T>? _kept;
    private int _keptGroup = -1;

    public override async Task ScanAsync(ParquetRowGroupReader group, int firstRow, CancellationToken cancellation)
    {
        using var values = await DecodeAsync(group, cancellation);
        LookAt(values, (int)group.RowCount, firstRow);
    }

    public override async Task ReadAsync(ParquetRowGroupReader group, int index, int firstRow, int start, int count, bool keep, CancellationToken cancellation)
    {
        if (_keptGroup != index)
        {
            Forget();
            (_kept, _keptGroup) = (await DecodeAsync(group, cancellation), index);
        }

        TakeOver(_kept!, start, count, firstRow);
        if (!keep)
        {
            Forget();
        }
    }

    public override void Forget()
    {
        _kept?.Dispose();
        (_kept, _keptGroup) = (null, -1);
    }

    private async Task<RawColumnData<T>> DecodeAsync(ParquetRowGroupReader group, CancellationToken cancellation)
    {
        var values = (RawColumnData<T>)await group.ReadRawColumnDataBaseAsync(field, cancellation);
        var rows = field.IsNullable ? values.DefinitionLevels.Length : values.Values.Length;
        if (rows != group.RowCount || (field.IsNullable && values.Values.Length < values.DefinitionLevels.Count(1)))
        {
            values.Dispose();
            throw new InvalidDataException($"Column '{Name}' has {rows} values, but its group has {group.RowCount} rows.");
        }

        return values;
    }

    /// <summary>Empty if the column declares that no value is missing. Reading definition levels would then be an error.</summary>
    private ReadOnlySpan<int> LevelsOf(RawColumnData<T> values) => field.IsNullable ? values.DefinitionLevels : [];

    private void LookAt(RawColumnData<T> values, int rows, int firstRow)
    {
        var levels = LevelsOf(values);
        var present = values.Values;
        for (int i = 0, next = 0; i < rows; i++)
        {
            if (field.IsNullable && levels[i] == 0)
            {
                Scan.AddMissing();
            }
            else
            {
                LookAt(present[next++], firstRow + i + 1L);
            }
        }
    }

    private void LookAt(T value, long row)
    {
        if (numberOf is not null && !IsFinite(numberOf(value)))
        {
            Infinite = double.IsNaN(numberOf(value)) ? Infinite : (Infinite.Count + 1, Infinite.Count == 0 ? row : Infinite.FirstRow);
            Scan.AddMissing();
            return;
        }

        // Fractions and dates need no further distinct values once there are many. Whole numbers can be identifiers.
        if (Scan.Levels is null && FileType is ColumnType.Number or ColumnType.Date)
        {
            return;
        }

        var text = format(value, ref _buffer);
        if (missing.Contains(text))
        {
            Empty = text.IsEmpty ? (Empty.Count + 1, Empty.Count == 0 ? row : Empty.FirstRow) : Empty;
            Scan.AddMissing();
            return;
        }

        Scan.Add(text, row);
    }

    private void TakeOver(RawColumnData<T> values, int start, int count, int firstRow)
    {
        var levels = LevelsOf(values);
        var present = values.Values;
        var next = field.IsNullable ? levels[..start].Count(1) : start;
        for (var i = start; i < start + count; i++)
        {
            if (field.IsNullable && levels[i] == 0)
            {
                AddMissing();
            }
            else
            {
                TakeOver(present[next++], firstRow + i + 1L);
            }
        }
    }

    private void TakeOver(T value, long row)
    {
        if (numberOf is not null && !IsFinite(numberOf(value)))
        {
            AddMissing();
        }
        else if (TakesNumbers)
        {
            AddNumber(numberOf!(value));
        }
        else if (format(value, ref _buffer) is var text && missing.Contains(text))
        {
            AddMissing();
        }
        else
        {
            AddText(text, row);
        }
    }

    private static bool IsFinite(double number) => Math.Abs(number) <= LargestNumber;
}
