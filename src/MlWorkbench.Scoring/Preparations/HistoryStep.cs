using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>
/// Looks back in time: lags and rolling values of the rows of the same group that are strictly earlier than the row, by at least the gap.
/// It holds these values itself and asks a row for nothing but its time and group, so a row gets the same whether it is trained on, validated on or served,
/// and no row can see itself or what came later. Newer values are added by <see cref="With"/>.
/// </summary>
public sealed class HistoryStep : PreparationStep
{
    /// <summary>Furthest that it looks back.</summary>
    public const int MaxValues = 1_000;

    /// <summary>Most rows that a history is made of: 16 bytes each in every model package.</summary>
    public const int MaxRows = 1_000_000;

    private const string OnlyGroup = "";

    private readonly HistoryStep? _before;
    private readonly OrderedDictionary<string, PastValues> _groups;
    private readonly Lazy<(IReadOnlyList<string> Levels, int[] Starts, double[] Times, double[] Values)> _flat;

    /// <param name="time">Column that orders rows.</param>
    /// <param name="group">Column whose levels have a history each; null: one history.</param>
    /// <param name="gap">In the unit of the time column: how much earlier a value must at least be.</param>
    /// <param name="levels">Groups; at most one, with an empty name, where there is no group column.</param>
    /// <param name="starts">First value of each group, and at last the number of values.</param>
    /// <param name="times">Group after group, ascending within each.</param>
    /// <param name="column">Column whose values these are; null in packages that older programs wrote: newer values cannot be added to such a history.</param>
    public HistoryStep(string time, string? group, double gap, IReadOnlyList<string> levels, int[] starts, double[] times, double[] values, IReadOnlyList<HistoryColumn> columns, string? column = null)
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

    /// <summary>The column that it looks back at; null where that is not known, so that newer values cannot be added.</summary>
    public string? Column { get; }

    [JsonIgnore]
    public override IReadOnlyList<string> Inputs => Group is null ? [Time] : [Time, Group];

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs { get; }

    /// <summary>A history without a value yet.</summary>
    /// <param name="column">The column that it looks back at.</param>
    public static HistoryStep Empty(string column, string time, string? group, double gap, IReadOnlyList<HistoryColumn> columns) =>
        new(time, group, gap, [], [0], [], [], columns, column);

    /// <summary>
    /// The same step with more values. A moment of a group that the given rows hold counts as they have it, so that giving rows twice changes nothing.
    /// Rows without a time, a group or a value are no part of the history. Equal times keep the order of the rows.
    /// </summary>
    /// <param name="inputs">In the order of <see cref="Inputs"/>.</param>
    /// <param name="values">What is looked back at.</param>
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
                throw new ArgumentException($"The history by '{Time}' has a group twice, or its values overlap.");
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
                throw new ArgumentException($"The history by '{Time}' is not in order.");
            }
        }
    }

    private void CheckColumns()
    {
        if (Columns.Any(column => column is null || !Enum.IsDefined(column.Measure) || column.Values is < 1 or > MaxValues))
        {
            throw new ArgumentException($"The history by '{Time}' looks back by other than 1 to {MaxValues} values.");
        }
    }
}
