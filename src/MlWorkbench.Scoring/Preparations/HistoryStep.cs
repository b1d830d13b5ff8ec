using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>
/// Looks back in time: lags and rolling values of the rows of the same group that are strictly earlier than the row, by at least the gap.
/// It stores these values itself and reads only the time and group of a row. So a row gets the same values in training, validation and serving,
/// and never uses itself or later values. <see cref="With"/> adds newer values.
/// </summary>
public sealed class HistoryStep : PreparationStep
{
    /// <summary>Maximum number of values to look back.</summary>
    public const int MaxValues = 1_000;

    /// <summary>Maximum number of rows in a history, which take 16 bytes each in every model package.</summary>
    public const int MaxRows = 1_000_000;

    private const string OnlyGroup = "";

    private readonly HistoryStep? _before;
    private readonly OrderedDictionary<string, PastValues> _groups;
    private readonly Lazy<(IReadOnlyList<string> Levels, int[] Starts, double[] Times, double[] Values)> _flat;

    /// <param name="time">Column that orders rows.</param>
    /// <param name="group">Column whose levels have separate histories. If null, there is one history.</param>
    /// <param name="gap">Minimum age of a value in the unit of the time column.</param>
    /// <param name="levels">Groups. Without a group column, at most one with an empty name.</param>
    /// <param name="starts">Position of the first value of each group, and finally the number of values.</param>
    /// <param name="times">Times, group after group, ascending within each.</param>
    /// <param name="column">Column of these values. Null in packages of older programs, to whose history newer values cannot be added.</param>
    public HistoryStep(
        string time,
        string? group,
        double gap,
        IReadOnlyList<string> levels,
        int[] starts,
        double[] times,
        double[] values,
        IReadOnlyList<HistoryColumn> columns,
        string? column = null)
    {
        (Time, Group, Gap, Columns, Column) = (Named(time), group, Finite(gap, "the gap"), columns, column);
        _flat = new((levels, starts, times, values));
        _groups = new OrderedDictionary<string, PastValues>(levels.Count, StringComparer.Ordinal);
        CheckGroups();
        CheckColumns();
        Outputs = [.. columns.Select(measured => new PreparedColumn(Named(measured.Name), measured.Measure == HistoryMeasure.Count ? ColumnType.Integer : ColumnType.Number))];
    }

    private HistoryStep(HistoryStep before, OrderedDictionary<string, PastValues> newer)
    {
        (Time, Group, Gap, Columns, Column, Outputs) = (before.Time, before.Group, before.Gap, before.Columns, before.Column, before.Outputs);
        (_before, _groups) = (before, newer);
        _flat = new(Flatten);
    }

    public string Time { get; }

    public string? Group { get; }

    public double Gap { get; }

    public IReadOnlyList<string> Levels => _flat.Value.Levels;

    public int[] Starts => _flat.Value.Starts;

    [JsonConverter(typeof(Base64Doubles))]
    public double[] Times => _flat.Value.Times;

    [JsonConverter(typeof(Base64Doubles))]
    public double[] Values => _flat.Value.Values;

    public IReadOnlyList<HistoryColumn> Columns { get; }

    /// <summary>The column whose past it reads. Null if it is unknown, so that newer values cannot be added.</summary>
    public string? Column { get; }

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => Group is null ? [Time] : [Time, Group];

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs { get; }

    /// <summary>Creates a history without values.</summary>
    /// <param name="column">The column whose past it reads.</param>
    public static HistoryStep Empty(string column, string time, string? group, double gap, IReadOnlyList<HistoryColumn> columns) =>
        new(time, group, gap, [], [0], [], [], columns, column);

    /// <summary>
    /// Returns the same step with more values. The given rows replace the stored values of the same group and time, so passing rows twice changes nothing.
    /// Rows without a time, a group or a value are not part of the history. Equal times remain in the order of the rows.
    /// </summary>
    /// <param name="inputs">Columns in the order of <see cref="Inputs"/>.</param>
    /// <param name="values">The past values.</param>
    public HistoryStep With(IReadOnlyList<Column> inputs, NumericColumn values)
    {
        var times = ((NumericColumn)inputs[0]).Values;
        var groups = Group is null ? null : ColumnLevels.Of(inputs[1]);
        int[] rows = [.. Enumerable.Range(0, times.Length).Where(row => double.IsFinite(times[row]) && double.IsFinite(values.Values[row]) && groups?.Codes[row] is null or >= 0)];
        var newer = new OrderedDictionary<string, PastValues>(StringComparer.Ordinal);
        foreach (var group in rows.GroupBy(row => groups?.Codes[row] ?? 0))
        {
            var level = groups?.Levels[group.Key] ?? OnlyGroup;
            int[] ordered = [.. group.OrderBy(row => times[row])];
            var added = new PastValues(Array.ConvertAll(ordered, row => times[row]), Array.ConvertAll(ordered, row => values.Values[row]));
            newer[level] = Find(level)?.With(added) ?? added;
        }

        return new HistoryStep(this, newer);
    }

    public override bool Reads(int input, ColumnType type) => input == 0 ? IsNumeric(type) : ColumnLevels.CanRead(type);

    public override Column[] Apply(IReadOnlyList<Column> inputs)
    {
        var times = ((NumericColumn)inputs[0]).Values;
        var groups = Group is null ? null : ColumnLevels.Of(inputs[1]);
        var known = groups is null ? [Find(OnlyGroup)] : Array.ConvertAll(groups.Levels, Find);
        var values = Columns.Select(_ => new double[times.Length]).ToArray();
        for (var row = 0; row < times.Length; row++)
        {
            var past = Past(times[row], groups is null ? known[0] : groups.Codes[row] < 0 ? null : known[groups.Codes[row]]);
            for (var column = 0; column < values.Length; column++)
            {
                values[column][row] = Measure(Columns[column], past);
            }
        }

        return [.. Outputs.Select(Column (output, i) => new NumericColumn(output.Name, output.Type, values[i]))];
    }

    public override void Apply(ScoringRow row, ReadOnlySpan<int> inputs, ReadOnlySpan<int> outputs)
    {
        var level = Group is null ? OnlyGroup : ColumnLevels.TextOf(row, inputs[1]);
        var past = Past(row.Numbers[inputs[0]], level is null ? null : Find(level));
        for (var i = 0; i < outputs.Length; i++)
        {
            row.Numbers[outputs[i]] = Measure(Columns[i], past);
        }
    }

    private PastValues? Find(string level) => _groups.TryGetValue(level, out var values) ? values : _before?.Find(level);

    /// <summary>The values of the group that are early enough, oldest first.</summary>
    private ReadOnlySpan<double> Past(double time, PastValues? group) => group is null || double.IsNaN(time) ? [] : group.Before(time, Gap);

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

    private (IReadOnlyList<string> Levels, int[] Starts, double[] Times, double[] Values) Flatten()
    {
        string[] levels = [.. _before!.Levels, .. _groups.Keys.Where(level => _before.Find(level) is null)];
        var groups = Array.ConvertAll(levels, level => Find(level)!);
        var starts = new int[levels.Length + 1];
        for (var i = 0; i < groups.Length; i++)
        {
            starts[i + 1] = starts[i] + groups[i].Times.Length;
        }

        var (times, values) = (new double[starts[^1]], new double[starts[^1]]);
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i].Times.Span.CopyTo(times.AsSpan(starts[i]));
            groups[i].Values.Span.CopyTo(values.AsSpan(starts[i]));
        }

        return (levels, starts, times, values);
    }

    private void CheckGroups()
    {
        if (Gap < 0 || Starts.Length != Levels.Count + 1 || Starts[0] != 0 || Starts[^1] != Times.Length || Times.Length != Values.Length
            || (Group is null && Levels is not ([] or [OnlyGroup])))
        {
            throw new ArgumentException($"The history by '{Time}' does not fit its groups.");
        }

        for (var group = 0; group < Levels.Count; group++)
        {
            var (start, end) = (Starts[group], Starts[group + 1]);
            if (start < 0 || end < start || end > Times.Length || !_groups.TryAdd(Levels[group], new PastValues(Times.AsMemory(start..end), Values.AsMemory(start..end))))
            {
                throw new ArgumentException($"The history by '{Time}' contains a group twice, or its values overlap.");
            }

            CheckValues(start, end);
        }
    }

    private void CheckValues(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!double.IsFinite(Times[i]) || !double.IsFinite(Values[i]) || (i > start && Times[i] < Times[i - 1]))
            {
                throw new ArgumentException($"The history by '{Time}' is not sorted.");
            }
        }
    }

    private void CheckColumns()
    {
        if (Columns.Any(column => column is null || !Enum.IsDefined(column.Measure) || column.Values is < 1 or > MaxValues))
        {
            throw new ArgumentException($"The history by '{Time}' does not look back by 1 to {MaxValues} values.");
        }
    }
}
