using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Implausible dates: after the upload, before 1900, or on a common placeholder day (1900-01-01, 1970-01-01, 9999-12-31).</summary>
internal sealed class DateRangeCheck(DateTime asOf) : IQualityCheck
{
    private const double PlaceholderShare = 0.01;

    private static readonly double Earliest = DateText.ToUnixSeconds(new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    private static readonly double[] Placeholders = [Earliest, 0, DateText.ToUnixSeconds(new DateTime(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc))];

    // One day of tolerance for time zones.
    private readonly double _latest = DateText.ToUnixSeconds(asOf) + DateText.SecondsPerDay;
    private readonly List<ColumnEvidence> _columns = [];

    public string Name => "date_range";

    public void Inspect(InspectedColumn column)
    {
        if (column.Type != ColumnType.Date || column.Present == 0)
        {
            return;
        }

        var sorted = column.Sorted;
        var early = sorted.LongCount(value => value < Earliest);
        var late = sorted.LongCount(value => value > _latest);
        var placeholder = Placeholders.Select(day => (Day: day, Count: sorted.LongCount(value => value == day))).MaxBy(found => found.Count);
        List<string> parts = [];
        Add(parts, early, $"before 1900, the earliest {DateText.Format(sorted[0])}");
        Add(parts, late, $"after the upload, the latest {DateText.Format(sorted[^1])}");
        var isPlaceholder = placeholder.Count > sorted.Length * PlaceholderShare && placeholder.Count < sorted.Length;
        Add(parts, isPlaceholder ? placeholder.Count : 0, $"on {DateText.Format(placeholder.Day)}, which often means 'no date'");
        if (parts.Count > 0)
        {
            _columns.Add(new(column.Name, early + late + (isPlaceholder ? placeholder.Count : 0), string.Join("; ", parts)));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        if (_columns.Count > 0)
        {
            yield return new QualityFinding(
                Name,
                QualitySeverity.Warning,
                $"{QualityText.Columns(_columns.Count)} {(_columns.Count == 1 ? "has" : "have")} implausible dates: "
                + $"{QualityText.Names([.. _columns.Select(column => column.Column)])}.",
                "Declare placeholders as missing values under Import. If day and month were swapped, change the date order there. "
                + "Exclude future dates that are unknown at prediction time.",
                "rows",
                _columns);
        }
    }

    private static void Add(List<string> parts, long count, string what)
    {
        if (count > 0)
        {
            parts.Add($"{QualityText.Rows(count)} {what}");
        }
    }
}
