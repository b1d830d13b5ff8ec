using System.Globalization;
using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>The parts of a date, one column each. For a missing date, all are missing.</summary>
public sealed class DatePartColumnsStep : PreparationStep
{
    public DatePartColumnsStep(string column, IReadOnlyList<DatePart> parts, bool keep)
    {
        if (parts.Any(part => !Enum.IsDefined(part)))
        {
            throw new ArgumentException($"Column '{column}' has no such part.", nameof(parts));
        }

        (Column, Parts, Keep) = (Named(column), parts, keep);
        Outputs = [.. parts.Select(part => new PreparedColumn($"{column} {Name(part)}", part == DatePart.Hour ? ColumnType.Number : ColumnType.Integer))];
    }

    public string Column { get; }

    public IReadOnlyList<DatePart> Parts { get; }

    public bool Keep { get; }

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => [Column];

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs { get; }

    [JsonIgnore]
    public override IReadOnlyList<string> Removes => Keep ? [] : [Column];

    /// <summary>The part in words: "day of year".</summary>
    public static string Name(DatePart part) => part == DatePart.DayOfYear ? "day of year" : part.ToString().ToLowerInvariant();

    public override bool Reads(int input, ColumnType type) => type == ColumnType.Date;

    public override Column[] Apply(IReadOnlyList<Column> inputs)
    {
        var dates = ((NumericColumn)inputs[0]).Values;
        return [.. Parts.Select(Column (part, i) => new NumericColumn(Outputs[i].Name, Outputs[i].Type, Array.ConvertAll(dates, date => ValueOf(part, date))))];
    }

    public override void Apply(ScoringRow row, ReadOnlySpan<int> inputs, ReadOnlySpan<int> outputs)
    {
        for (var i = 0; i < outputs.Length; i++)
        {
            row.Numbers[outputs[i]] = ValueOf(Parts[i], row.Numbers[inputs[0]]);
        }
    }

    private static double ValueOf(DatePart part, double date)
    {
        if (double.IsNaN(date))
        {
            return double.NaN;
        }

        var moment = DateText.ToDateTime(date);
        return part switch
        {
            DatePart.Year => moment.Year,
            DatePart.Quarter => ((moment.Month - 1) / 3) + 1,
            DatePart.Month => moment.Month,
            DatePart.Week => ISOWeek.GetWeekOfYear(moment),
            DatePart.Day => moment.Day,
            DatePart.Weekday => DatePartsStep.IsoWeekday(moment),
            DatePart.DayOfYear => moment.DayOfYear,
            _ => moment.TimeOfDay.TotalHours,
        };
    }
}
