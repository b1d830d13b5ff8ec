using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Features;

/// <summary>
/// Parts of a date: the time itself (days since 1970), year, month, day, weekday (Monday is 1), day of year and, if training had times of day, hour. For a
/// missing date, all are NaN.
/// </summary>
public sealed class DatePartsStep : NumericStep
{
    public DatePartsStep(string column, bool hour)
        : base(column)
    {
        Hour = hour;
        Outputs =
        [
            column, $"{column} year", $"{column} month", $"{column} day", $"{column} weekday", $"{column} day of year",
            .. hour ? [$"{column} hour"] : Array.Empty<string>(),
        ];
    }

    public bool Hour { get; }

    public override IReadOnlyList<string> Outputs { get; }

    protected override void Write(double value, Span<float> features)
    {
        if (double.IsNaN(value))
        {
            features.Fill(float.NaN);
            return;
        }

        var moment = DateText.ToDateTime(value);
        features[0] = (float)(value / DateText.SecondsPerDay);
        features[1] = moment.Year;
        features[2] = moment.Month;
        features[3] = moment.Day;
        features[4] = IsoWeekday(moment);
        features[5] = moment.DayOfYear;
        if (Hour)
        {
            features[6] = (float)moment.TimeOfDay.TotalHours;
        }
    }

    internal static int IsoWeekday(DateTime moment) => moment.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)moment.DayOfWeek;
}
