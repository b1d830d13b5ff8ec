using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>Whether the later half of the rows looks like the earlier one, in the order of a time column: what a model learnt from the past will meet.</summary>
internal sealed class TimeShiftCheck : IQualityCheck
{
    /// <summary>Rows in the order of time are compared by the halves of the file already.</summary>
    private const double SameHalves = 0.99;

    private readonly string _time;
    private readonly ShiftComparison? _periods;

    /// <param name="time">When each row happened.</param>
    public TimeShiftCheck(NumericColumn time)
    {
        _time = time.Name;
        int[] ordered = [.. Enumerable.Range(0, time.Length).Where(row => !time.IsMissing(row))];
        var moments = Array.ConvertAll(ordered, row => time.Values[row]);
        Array.Sort(moments, ordered);
        var middle = MiddleOf(moments);
        int[] earlier = ordered[..middle];
        var before = earlier.Count(row => row < time.Length / 2);
        var isFileOrder = Math.Max(before, earlier.Length - before) >= SameHalves * earlier.Length;
        Array.Sort(earlier);
        int[] later = [.. ordered[middle..].Order()];
        _periods = middle == 0 || isFileOrder ? null : new ShiftComparison(earlier, later);
    }

    public string Name => "time_shift";

    public void Inspect(InspectedColumn column) => _periods?.Inspect(column);

    public IEnumerable<QualityFinding> Conclude() => _periods?.Conclude(
        Name,
        $"between the earlier and the later half of '{_time}'",
        $"Validate by time with '{_time}', so that the score tells what newer rows will meet, and look for what changed: a new source, a new rule, a season.") ?? [];

    /// <summary>Where the later half begins: equal moments stay together.</summary>
    private static int MiddleOf(double[] sorted)
    {
        var middle = sorted.Length / 2;
        while (middle > 0 && middle < sorted.Length && sorted[middle] == sorted[middle - 1])
        {
            middle++;
        }

        return middle == sorted.Length ? 0 : middle;
    }
}
