using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>
/// Columns that are written only after the predicted event: filled for one class only, such as a reason for leaving, or a date later than another date of its
/// row.
/// </summary>
internal sealed class KnownAfterEventCheck(Target target) : IQualityCheck
{
    /// <summary>Minimum share of one class among the rows with a value.</summary>
    private const double OneClass = 0.99;

    /// <summary>A class of nearly every row is not evidence.</summary>
    private const double CommonClass = 0.9;

    private const int FewestValues = 30;
    private const double NearlyAlways = 0.95;
    private const int MostDates = 16;

    private readonly List<ColumnEvidence> _oneClass = [];
    private readonly List<(string Name, double[] Moments)> _dates = [];
    private readonly int[] _sample = RowSample.Of(target.LabelledRows.Length);

    public string Name => "known_after_event";

    public void Inspect(InspectedColumn column)
    {
        if (target.Shape.HasClasses && column.Missing > 0)
        {
            LookAtClasses(column);
        }

        if (column is { Type: ColumnType.Date, Values: NumericColumn dates } && _dates.Count < MostDates)
        {
            _dates.Add((column.Name, Array.ConvertAll(_sample, i => dates.Values[target.LabelledRows[i]])));
        }
    }

    public IEnumerable<QualityFinding> Conclude()
    {
        if (_oneClass.Count > 0)
        {
            List<ColumnEvidence> mostFirst = [.. _oneClass.OrderByDescending(column => column.Value)];
            string[] names = [.. mostFirst.Select(column => column.Column)];
            yield return new QualityFinding(
                Name,
                QualitySeverity.Warning,
                $"{QualityText.Names(names)} {(names.Length == 1 ? "has" : "have")} values for only one class of '{target.Column}', as if written after "
                + "the event.",
                "Exclude the column unless it is known at prediction time: the presence of a value reveals the target.",
                "share of one class among the rows with a value",
                mostFirst) { Exclude = names };
        }

        if (LaterDates() is { Count: > 0 } later)
        {
            string[] names = [.. later.Select(column => column.Column)];
            yield return new QualityFinding(
                Name,
                QualitySeverity.Note,
                $"{QualityText.Names(names)} {(names.Length == 1 ? "is" : "are")} later than '{Earliest().Name}' in nearly every row.",
                $"If a prediction is made at the time of '{Earliest().Name}', exclude {(names.Length == 1 ? "it" : "them")}: "
                + "a later date is not known at that time.",
                "share of rows with a later date",
                later) { Exclude = names };
        }
    }

    private void LookAtClasses(InspectedColumn column)
    {
        var present = new int[target.Classes.Count];
        var all = new int[target.Classes.Count];
        for (var i = 0; i < target.LabelledRows.Length; i++)
        {
            var label = (int)target.Actuals.Values[i];
            all[label]++;
            present[label] += column.Values.IsMissing(target.LabelledRows[i]) ? 0 : 1;
        }

        var values = present.Sum();
        var only = Array.IndexOf(present, present.Max());
        var share = (double)present[only] / Math.Max(1, values);
        if (values >= FewestValues && share >= OneClass && all[only] <= CommonClass * target.LabelledRows.Length)
        {
            _oneClass.Add(new(column.Name, share, $"a value in {QualityText.Count(present[only])} of {QualityText.Rows(all[only])} with '{target.Classes[only]}', in {QualityText.Count(values - present[only])} of {QualityText.Rows(target.LabelledRows.Length - all[only])} without"));
        }
    }

    private (string Name, double[] Moments) Earliest() => _dates.MinBy(date => Median(date.Moments));

    private List<ColumnEvidence> LaterDates()
    {
        if (_dates.Count < 2)
        {
            return [];
        }

        var first = Earliest();
        var later = new List<ColumnEvidence>();
        foreach (var (name, moments) in _dates.Where(date => date.Name != first.Name))
        {
            double[] gaps = [.. moments.Zip(first.Moments, (moment, start) => moment - start).Where(gap => !double.IsNaN(gap))];
            var share = gaps.Length == 0 ? 0 : (double)gaps.Count(gap => gap > 0) / gaps.Length;
            if (gaps.Length >= FewestValues && share >= NearlyAlways)
            {
                later.Add(new(name, share, $"later in {QualityText.Percent(share)} of the rows, by {QualityText.Number(Median(gaps) / DateText.SecondsPerDay)} days in the median"));
            }
        }

        return later;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        return sorted.Length == 0 ? double.PositiveInfinity : sorted[sorted.Length / 2];
    }
}
