using System.Globalization;
using CsvHelper;
using MlWorkbench.Engine.Datasets.Values;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>The first pass over a file, which counts and checks its rows and collects the possible types of each column.</summary>
/// <param name="mostCells">Limit of cells. A larger table is refused.</param>
internal sealed class CsvScanner(CsvSource source, MissingSpellings missing, long mostCells)
{
    private const int MaxColumns = 16_384;

    /// <summary>Number of spaces from which a line counts as a sentence.</summary>
    private const int RunningTextSpaces = 3;

    private readonly List<ImportWarning> _warnings = [];
    private readonly Dictionary<CsvMalformedReason, (long Count, long FirstRow)> _malformed = [];
    private string[] _names = [];
    private ColumnScan[] _columns = [];
    private int _rows;
    private long _shortRows;
    private long _firstShortRow;

    public CsvScan Scan(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            using var reader = source.Open(NoteMalformed);
            if (reader.Read())
            {
                Start(reader);
                ScanRows(reader, cancellation);
            }
        }
        catch (CsvFormatException malformed)
        {
            throw UnclosedQuote(malformed.RecordNumber - HeaderRows, malformed);
        }

        CheckUsable(_rows);
        AddWarnings(_rows);
        return new CsvScan(_names, _columns, _rows, _warnings);
    }

    private void ScanRows(CsvReader reader, CancellationToken cancellation)
    {
        var isFirst = true;
        var blocks = new BlockPipeline(_columns.Length, block =>
        {
            while (!block.IsFull && (isFirst || reader.Read()))
            {
                isFirst = false;
                CheckLength(reader, ++_rows);
                ImportRoom.RequireCells(_rows, _columns.Length, mostCells);
                block.Add(reader);
            }

            RefuseNul(block);
        });
        var (done, collectAt) = (0, 1);
        while (blocks.Advance((block, column) => _columns[column].Add(block, column, done + 1, missing), out var rows, cancellation))
        {
            done += rows;
            if (done >= collectAt)
            {
                // The levels of the columns grow by doubling. In a wide table, their former arrays would take more memory than the levels.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
                collectAt = 2 * done;
            }
        }
    }

    private void RefuseNul(RowBlock block)
    {
        if (block.FindNul() is var (row, column))
        {
            var number = _rows - block.Rows + row + 1;
            throw new EngineException(
                "nul_in_value",
                $"{source.Locate(number)}, column '{_names[column]}' contains a NUL character, which text cannot contain. "
                + "Remove it from the file, or export the table again.",
                number,
                _names[column]);
        }
    }

    private int HeaderRows => source.Dialect.HasHeader ? 1 : 0;

    private void Start(CsvReader reader)
    {
        _names = source.Dialect.HasHeader ? ColumnNames.Repair(reader.Headers, _warnings) : ColumnNames.Number(reader.FieldCount);
        if (_names.Length > MaxColumns)
        {
            throw new EngineException(
                "too_many_columns",
                $"The file has {Text(_names.Length)} columns; at most {Text(MaxColumns)} are supported. Check the delimiter.");
        }

        _columns = [.. _names.Select(_ => new ColumnScan(_names.Length))];
    }

    /// <summary>A short row ends with missing values. The values of a long row are shifted and unreliable.</summary>
    private void CheckLength(CsvReader reader, int row)
    {
        if (reader.FieldCount < _columns.Length)
        {
            _firstShortRow = _shortRows++ == 0 ? row : _firstShortRow;
            return;
        }

        for (var i = _columns.Length; i < reader.FieldCount; i++)
        {
            if (!reader.IsEmpty(i))
            {
                throw new EngineException(
                    "row_too_long",
                    $"{source.Locate(row)} has {Text(reader.FieldCount)} values, but the {(source.Dialect.HasHeader ? "header" : "first row")} has "
                    + $"{Text(_columns.Length)}. Quote values that contain the delimiter, or choose another delimiter.",
                    row);
            }
        }
    }

    private void CheckUsable(int rows)
    {
        if (rows == 0)
        {
            throw new EngineException("no_rows", "The file has a header but no data rows. Add rows, or import the file without a header.");
        }

        if (_malformed.TryGetValue(CsvMalformedReason.UnterminatedQuote, out var unclosed))
        {
            throw UnclosedQuote(unclosed.FirstRow, null);
        }

        // A column of texts with its own name is a table, because a model of texts scores such tables.
        if (_columns is [{ AverageSpaces: >= RunningTextSpaces }] && (!source.Dialect.HasHeader || _names[0].Count(' ') >= RunningTextSpaces))
        {
            throw new EngineException(
                "one_text_column",
                "The file is a single column of text: no comma, semicolon, tab or pipe splits its lines into columns. "
                + "Choose the delimiter, or upload a table.");
        }
    }

    private void AddWarnings(int rows)
    {
        if (source.EncodingAssumption is { } assumption)
        {
            _warnings.Add(new ImportWarning("encoding_assumed", assumption));
        }

        if (source.Dialect.Preamble is { Lines: > 0 } preamble)
        {
            _warnings.Add(new ImportWarning(
                "lines_above_table",
                $"{Text(preamble.Lines)} {(preamble.Lines == 1 ? "line" : "lines")} above the table, starting with '{preamble.First}', "
                + $"{(preamble.Lines == 1 ? "was" : "were")} skipped.",
                preamble.Lines));
        }

        if (!source.Dialect.HasHeader)
        {
            _warnings.Add(new ImportWarning(
                "header_absent",
                "The first row contains data, so the columns were numbered. If it contains the column names, import the file with a header."));
        }

        // In a sheet, an empty last cell does not make a row short.
        if (_shortRows > 0 && !source.IsSheet)
        {
            _warnings.Add(new ImportWarning(
                "short_rows",
                $"{Text(_shortRows)} of {Text(rows)} rows have fewer values than the header; the remaining values are missing.",
                _shortRows,
                _firstShortRow));
        }

        foreach (var (reason, (count, row)) in _malformed)
        {
            var what = reason == CsvMalformedReason.StrayQuote ? "a quote inside an unquoted value" : "text after a closing quote";
            _warnings.Add(new ImportWarning("stray_quotes", $"{Text(count)} rows have {what}; it was imported as text.", count, row));
        }
    }

    private void NoteMalformed(CsvMalformedRecord record)
    {
        var row = Math.Max(1, record.RecordNumber - HeaderRows);
        _malformed[record.Reason] = _malformed.TryGetValue(record.Reason, out var known) ? (known.Count + 1, known.FirstRow) : (1, row);
    }

    private EngineException UnclosedQuote(long row, Exception? inner)
    {
        var first = Math.Max(1, row);
        return new EngineException("unclosed_quote", $"{source.Locate(first)} opens a quote that is never closed, or is longer than 16 MB. Close the quote, or double quotes inside a value.", first, inner: inner);
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
