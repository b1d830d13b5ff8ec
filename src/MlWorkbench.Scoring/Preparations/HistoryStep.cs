using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>
/// Looks back in time: lags and rolling values of the training rows of the same group that are strictly earlier than the row, by at least the gap.
/// It holds these values itself and asks a row for nothing but its time and group, so a row gets the same whether it is trained on, validated on or served,
/// and no row can see itself or what came later.
/// </summary>
public sealed class HistoryStep : PreparationStep
{
    /// <summary>Furthest that it looks back.</summary>
    public const int MaxValues = 1_000;

    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    /// <param name="time">Column that orders rows.</param>
    /// <param name="group">Column whose levels have a history each; null: one history.</param>
    /// <param name="gap">In the unit of the time column: how much earlier a value must at least be.</param>
    /// <param name="levels">Groups; one empty name where there is no group column.</param>
    /// <param name="starts">First value of each group, and at last the number of values.</param>
    /// <param name="times">Group after group, ascending within each.</param>
    public HistoryStep(string time, string? group, double gap, IReadOnlyList<string> levels, int[] starts, double[] times, double[] values, IReadOnlyList<HistoryColumn> columns)
    {
        (Time, Group, Gap, Levels, Starts, Times, Values, Columns) = (Named(time), group, Finite(gap, "the gap"), levels, starts, times, values, columns);
        CheckGroups();
        CheckValues();
        Outputs = [.. columns.Select(column => new PreparedColumn(Named(column.Name), column.Measure == HistoryMeasure.Count ? ColumnType.Integer : ColumnType.Number))];
    }

    public string Time { get; }

    public string? Group { get; }

    public double Gap { get; }

    public IReadOnlyList<string> Levels { get; }

    public int[] Starts { get; }

    [JsonConverter(typeof(Base64Doubles))]
    public double[] Times { get; }

    [JsonConverter(typeof(Base64Doubles))]
    public double[] Values { get; }

    public IReadOnlyList<HistoryColumn> Columns { get; }

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => Group is null ? [Time] : [Time, Group];

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs { get; }

    public override bool Reads(int input, ColumnType type) => input == 0 ? IsNumeric(type) : ColumnLevels.CanRead(type);

    public override Column[] Apply(IReadOnlyList<Column> inputs)
    {
        var times = ((NumericColumn)inputs[0]).Values;
        var groups = Group is null ? null : ColumnLevels.Of(inputs[1]);
        var known = groups is null ? [] : Array.ConvertAll(groups.Levels, GroupOf);
        var values = Columns.Select(_ => new double[times.Length]).ToArray();
        for (var row = 0; row < times.Length; row++)
        {
            var past = Past(times[row], groups is null ? 0 : groups.Codes[row] < 0 ? -1 : known[groups.Codes[row]]);
            for (var column = 0; column < values.Length; column++)
            {
                values[column][row] = Measure(Columns[column], past);
            }
        }

        return [.. Outputs.Select(Column (output, i) => new NumericColumn(output.Name, output.Type, values[i]))];
    }

    public override void Apply(ScoringRow row, ReadOnlySpan<int> inputs, ReadOnlySpan<int> outputs)
    {
        var past = Past(row.Numbers[inputs[0]], Group is null ? 0 : ColumnLevels.TextOf(row, inputs[1]) is { } level ? GroupOf(level) : -1);
        for (var i = 0; i < outputs.Length; i++)
        {
            row.Numbers[outputs[i]] = Measure(Columns[i], past);
        }
    }

    private int GroupOf(string level) => _index.GetValueOrDefault(level, -1);

    /// <summary>The values of the group that are early enough, oldest first.</summary>
    private ReadOnlySpan<double> Past(double time, int group)
    {
        if (group < 0 || double.IsNaN(time))
        {
            return [];
        }

        var (start, end) = (Starts[group], Starts[group + 1]);
        var latest = time - Gap;
        var (low, high) = (start, end);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            // A value counts when it is strictly earlier than the row and not later than the gap allows.
            if (Times[middle] < time && Times[middle] <= latest)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return Values.AsSpan(start, low - start);
    }

    private static double Measure(HistoryColumn column, ReadOnlySpan<double> past)
    {
        if (column.Measure == HistoryMeasure.Lag)
        {
            return past.Length >= column.Values ? past[^column.Values] : double.NaN;
        }

        var latest = past[Math.Max(0, past.Length - column.Values)..];
        if (column.Measure == HistoryMeasure.Count || latest.IsEmpty)
        {
            return column.Measure == HistoryMeasure.Count ? latest.Length : double.NaN;
        }

        var (sum, minimum, maximum) = (0.0, latest[0], latest[0]);
        foreach (var value in latest)
        {
            sum += value;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        return column.Measure switch
        {
            HistoryMeasure.Mean => sum / latest.Length,
            HistoryMeasure.Sum => sum,
            HistoryMeasure.Minimum => minimum,
            HistoryMeasure.Maximum => maximum,
            _ => Deviation(latest, sum / latest.Length),
        };
    }

    private static double Deviation(ReadOnlySpan<double> values, double mean)
    {
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / values.Length);
    }

    private void CheckGroups()
    {
        if (Gap < 0 || Starts.Length != Levels.Count + 1 || Starts[0] != 0 || Starts[^1] != Times.Length || Times.Length != Values.Length || (Group is null && Levels.Count != 1))
        {
            throw new ArgumentException($"The history by '{Time}' does not fit its groups.");
        }

        for (var group = 0; group < Levels.Count; group++)
        {
            if (Starts[group + 1] < Starts[group] || !_index.TryAdd(Levels[group], group))
            {
                throw new ArgumentException($"The history by '{Time}' has a group twice, or its values overlap.");
            }
        }
    }

    private void CheckValues()
    {
        for (var group = 0; group < Levels.Count; group++)
        {
            for (var i = Starts[group]; i < Starts[group + 1]; i++)
            {
                if (!double.IsFinite(Times[i]) || !double.IsFinite(Values[i]) || (i > Starts[group] && Times[i] < Times[i - 1]))
                {
                    throw new ArgumentException($"The history by '{Time}' is not in order.");
                }
            }
        }

        if (Columns.Any(column => column is null || !Enum.IsDefined(column.Measure) || column.Values is < 1 or > MaxValues))
        {
            throw new ArgumentException($"The history by '{Time}' looks back by other than 1 to {MaxValues} values.");
        }
    }
}
