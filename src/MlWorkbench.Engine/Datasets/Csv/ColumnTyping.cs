using System.Globalization;
using MlWorkbench.Engine.Datasets.Values;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Decides the type of each column from the interpretations that all its values share.</summary>
internal sealed class ColumnTyping
{
    private const double MostlyShare = 0.5;
    private const int FewestForText = 10;

    private static readonly (string Yes, string No)[] BooleanSpellings = [("yes", "no"), ("true", "false"), ("y", "n"), ("t", "f"), ("on", "off")];

    private readonly CsvScan _scan;
    private readonly DatasetImportOptions _options;
    private readonly List<ImportWarning> _warnings = [];

    public ColumnTyping(CsvScan scan, Dialect dialect, DatasetImportOptions options)
    {
        _scan = scan;
        _options = options;
        DecimalMark = options.Decimal ?? DetectDecimalMark(dialect);
        if (DecimalMark is not ('.' or ','))
        {
            throw new EngineException("unknown_decimal", "The decimal mark must be a dot or a comma.");
        }

        DayFirst = options.DayFirst ?? DetectDayFirst();
    }

    public char DecimalMark { get; }

    /// <summary>Null if no date is ambiguous.</summary>
    public bool? DayFirst { get; }

    public IReadOnlyList<ImportWarning> Warnings => _warnings;

    public IReadOnlyList<ColumnPlan> Plan()
    {
        foreach (var name in _options.Types?.Keys ?? [])
        {
            if (!_scan.Names.Contains(name))
            {
                throw new EngineException("unknown_column", $"The file has no column '{name}'. Its columns are: {string.Join(", ", _scan.Names.Take(20))}{(_scan.Names.Count > 20 ? ", …" : "")}.", column: name);
            }
        }

        var plans = new List<ColumnPlan>(_scan.Columns.Count);
        for (var i = 0; i < _scan.Columns.Count; i++)
        {
            var (name, column) = (_scan.Names[i], _scan.Columns[i]);
            if (IsPhantom(name, column, i))
            {
                _warnings.Add(new ImportWarning(
                    "empty_column_dropped",
                    $"Column {Text(i + 1)} has neither a name nor a value and was excluded.",
                    Column: name));
                continue;
            }

            ColumnType? given = _options.Types is not null && _options.Types.TryGetValue(name, out var chosen) ? chosen : null;
            var type = given ?? Infer(name, column);
            var levels = type is ColumnType.Boolean or ColumnType.Category ? column.Levels : null;
            var mark = MarkOf(column);
            var formatted = type == ColumnType.Number && (given is not null || !column.Shared.HasFlag(Plain(mark)));
            plans.Add(new ColumnPlan
            {
                Source = i,
                Name = name,
                Type = type,
                Role = ColumnRoles.Guess(name, type, column, _scan.Rows),
                Levels = levels,
                IsGiven = given is not null,
                DayFirst = IsDayFirst(column),
                DecimalMark = mark,
                IsFormatted = formatted,
                AverageLength = column.AverageLength,
            });
        }

        return plans;
    }

    private ColumnType Infer(string name, ColumnScan column)
    {
        if (column.Values == 0)
        {
            return ColumnType.Category;
        }

        if (column.Shared.HasFlag(ValueKinds.Integer))
        {
            return ColumnType.Integer;
        }

        if (column.Shared.HasFlag(Plain(MarkOf(column))))
        {
            return ColumnType.Number;
        }

        if (column.Shared.HasFlag(Formatted(MarkOf(column))))
        {
            return InferFormatted(name, column);
        }

        if ((column.Shared & ValueKinds.AnyDate) != ValueKinds.None)
        {
            return InferDate(name, column);
        }

        WarnAboutMixedValues(name, column);
        return IsBoolean(column) ? ColumnType.Boolean : IsText(column) ? ColumnType.Text : ColumnType.Category;
    }

    private bool IsDayFirst(ColumnScan column) => (column.Shared & ValueKinds.AnyDate) switch
    {
        ValueKinds.DayFirstDate => true,
        ValueKinds.MonthFirstDate => false,
        _ => DayFirst ?? false,
    };

    private ColumnType InferDate(string name, ColumnScan column)
    {
        if ((column.Shared & ValueKinds.AnyDate) == ValueKinds.AnyDate && column.HasAmbiguousDates && _options.DayFirst is null)
        {
            var order = DayFirst == true ? "day first" : "month first";
            _warnings.Add(new ImportWarning(
                "ambiguous_dates",
                $"The dates of column '{name}' could be day first or month first; they were interpreted as {order}.",
                Column: name));
        }

        if (column.FirstShortYear > 0)
        {
            var count = column.CountOf(ValueKinds.ShortYear);
            _warnings.Add(new ImportWarning(
                "two_digit_years",
                $"{Text(count)} dates of column '{name}', first in row {Text(column.FirstShortYear)}, have two-digit years; "
                + "they were interpreted as 1969 to 2068.",
                count,
                column.FirstShortYear,
                name));
        }

        return ColumnType.Date;
    }

    private ColumnType InferFormatted(string name, ColumnScan column)
    {
        var plain = Plain(MarkOf(column));
        var (row, value) = column.FirstWithout(plain);
        if (column.HasMixedUnits)
        {
            _warnings.Add(new ImportWarning(
                "mixed_units",
                $"The numbers of column '{name}' have different currency or percent signs, so they cannot be compared and were imported as text.",
                column.Values,
                row,
                name));
            return ColumnType.Category;
        }

        var count = column.Values - column.CountOf(plain);
        _warnings.Add(new ImportWarning(
            "numbers_formatted",
            $"{Text(count)} of {Text(column.Values)} numbers of column '{name}' were read without their thousands marks, currency or percent signs, with '{MarkOf(column)}' as decimal mark, first '{value}' in row {Text(row)}. 12% is 12.",
            count,
            row,
            name));
        return ColumnType.Number;
    }

    // One column can have another format than the file, such as a quoted 1,5 between commas.
    private char MarkOf(ColumnScan column)
    {
        var other = DecimalMark == ',' ? '.' : ',';
        var fits = (column.Shared & (Plain(DecimalMark) | Formatted(DecimalMark))) != ValueKinds.None;
        var fitsOther = (column.Shared & (Plain(other) | Formatted(other))) != ValueKinds.None;
        return fitsOther && !fits && _options.Decimal is null ? other : DecimalMark;
    }

    private static ValueKinds Plain(char mark) => mark == ',' ? ValueKinds.CommaNumber : ValueKinds.DotNumber;

    private static ValueKinds Formatted(char mark) => mark == ',' ? ValueKinds.CommaFormatted : ValueKinds.DotFormatted;

    // 1,234 in a comma-separated file is more likely a thousand than a fraction, so a comma counts as a decimal mark only with another delimiter.
    private char DetectDecimalMark(Dialect dialect)
    {
        if (dialect.Delimiter == ',')
        {
            return '.';
        }

        var fractions = _scan.Columns.Where(column => column.Values > 0 && !column.Shared.HasFlag(ValueKinds.Integer)).ToList();
        var commas = fractions.Count(column => Votes(column, ValueKinds.CommaNumber, ValueKinds.CommaFormatted, ValueKinds.DotFormatted));
        var dots = fractions.Count(column => Votes(column, ValueKinds.DotNumber, ValueKinds.DotFormatted, ValueKinds.CommaFormatted));
        return commas > dots ? ',' : '.';

        static bool Votes(ColumnScan column, ValueKinds plain, ValueKinds formatted, ValueKinds otherwise) =>
            column.Shared.HasFlag(plain) || (column.Shared.HasFlag(formatted) && !column.Shared.HasFlag(otherwise));
    }

    // A column that fits only one order decides it for the columns that fit both.
    private bool? DetectDayFirst()
    {
        var dates = _scan.Columns.Where(column => column.Values > 0).Select(column => column.Shared & ValueKinds.AnyDate).ToList();
        if (dates.Contains(ValueKinds.DayFirstDate))
        {
            return true;
        }

        return dates.Contains(ValueKinds.MonthFirstDate) || _scan.Columns.Any(column => column.Values > 0 && column.HasAmbiguousDates && (column.Shared & ValueKinds.AnyDate) == ValueKinds.AnyDate)
            ? false
            : null;
    }

    private bool IsPhantom(string name, ColumnScan column, int index) =>
        column.Values == 0 && name == $"column{Text(index + 1)}" && _scan.Warnings.Any(warning => warning.Code == "header_empty" && warning.Column == name);

    private void WarnAboutMixedValues(string name, ColumnScan column)
    {
        if (column.FirstLeadingZero is { Row: > 0 } code)
        {
            var zeros = column.CountOf(ValueKinds.LeadingZero);
            _warnings.Add(new ImportWarning(
                "leading_zeros",
                $"{Text(zeros)} of {Text(column.Values)} values of column '{name}' start with a zero that a number would lose, first '{code.Value}' in row "
                + $"{Text(code.Row)}, so the column was imported as text.",
                zeros,
                code.Row,
                name));
            return;
        }

        var numberKind = Formatted(DecimalMark);
        var numbers = column.CountOf(numberKind);
        var dates = column.CountOf(ValueKinds.AnyDate);
        var (most, kind, what) = numbers >= dates ? (numbers, numberKind, "numbers") : (dates, ValueKinds.DayFirstDate, "dates");
        if (most < MostlyShare * column.Values)
        {
            return;
        }

        var (row, value) = column.FirstWithout(kind);
        var count = column.Values - most;
        if (count == 0)
        {
            _warnings.Add(new ImportWarning(
                "mixed_dates",
                $"The dates of column '{name}' do not all fit one order of day and month, so the column was imported as text.",
                column.Values,
                row,
                name));
            return;
        }

        _warnings.Add(new ImportWarning(
            "mixed_values",
            $"{Text(count)} of {Text(column.Values)} values of column '{name}' are not plain {what}, first '{value}' in row {Text(row)}, so the column was "
            + "imported as text. If these values mean missing, declare them as missing values and import again.",
            count,
            row,
            name));
    }

    /// <summary>Whether its values are one of the yes/no pairs.</summary>
    public static bool IsBoolean(ColumnScan column)
    {
        if (column.Levels is not { Count: 2 } levels)
        {
            return false;
        }

        var values = levels.ToStrings();
        return BooleanSpellings.Any(pair => values.Contains(pair.Yes, StringComparer.OrdinalIgnoreCase) && values.Contains(pair.No, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Values that rarely repeat and are sentences or names, not codes.</summary>
    public static bool IsText(ColumnScan column) =>
        column.Values >= FewestForText && column.DistinctShare >= 0.7 && (column.AverageLength > 30 || column.AverageSpaces >= 1);

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
