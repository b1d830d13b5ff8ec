using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality.Checks;

/// <summary>
/// Compares the later half of the rows with the earlier half, in the order of a time column, to predict the quality of a model on newer rows.
/// </summary>
internal sealed class TimeShiftCheck : IQualityCheck
{
    /// <summary>Rows in order of time are already compared by the halves of the file.</summary>
    private const double SameHalves = 0.99;

    private readonly string _time;
    private readonly ShiftComparison? _periods;

    /// <param name="time">Time of each row.</param>
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
        $"Validate by time with '{_time}', so that the score holds for newer rows. Find the cause of the change: a new source, a new rule or a season.") ?? [];

    /// <summary>Start of the later half. Rows with equal times are in the same half.</summary>
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
