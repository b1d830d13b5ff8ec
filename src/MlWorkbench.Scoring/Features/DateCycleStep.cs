using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Features;

/// <summary>
/// The position of a date in the year, in the week and, if training had times of day, in the day. Each has a sine and a cosine, so that the end of a cycle is
/// next to its start. All are 0 for a missing date.
/// </summary>
public sealed class DateCycleStep : NumericStep
{
    private const double DaysPerYear = 365.25;

    public DateCycleStep(string column, bool hour)
        : base(column)
    {
        Hour = hour;
        Outputs =
        [
            $"{column} year sine", $"{column} year cosine", $"{column} week sine", $"{column} week cosine",
            .. hour ? [$"{column} day sine", $"{column} day cosine"] : Array.Empty<string>(),
        ];
    }

    public bool Hour { get; }

    public override IReadOnlyList<string> Outputs { get; }

    protected override void Write(double value, Span<float> features)
    {
        if (double.IsNaN(value))
        {
            features.Clear();
            return;
        }

        var moment = DateText.ToDateTime(value);
        WriteCycle((moment.DayOfYear - 1) / DaysPerYear, features);
        WriteCycle((DatePartsStep.IsoWeekday(moment) - 1) / 7.0, features[2..]);
        if (Hour)
        {
            WriteCycle(moment.TimeOfDay.TotalDays, features[4..]);
        }
    }

    private static void WriteCycle(double share, Span<float> features)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * share);
        features[0] = (float)sine;
        features[1] = (float)cosine;
    }
}
