using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using MlWorkbench.Engine.Datasets.Values;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Collects evidence about the type of one column in the first pass over a file, in bounded memory.</summary>
/// <param name="columns">Number of columns in the table. The memory per column shrinks as it grows.</param>
internal sealed class ColumnScan(int columns)
{
    private const int ExampleLength = 40;

    /// <summary>A column with more levels than this is stored value by value. Each takes about 130 bytes until the file is read.</summary>
    private readonly int _maxLevels = Math.Clamp(1_000_000 / columns, 64, 65_536);

    /// <summary>The same limit in bytes of levels: a few long texts take as much memory as many short ones.</summary>
    private readonly int _maxLevelBytes = Math.Clamp(32_000_000 / columns, 4_096, 8_000_000);

    /// <summary>Numbers and dates are not stored as levels. Keeping some of them shows whether they are few.</summary>
    private readonly int _maxQuantityLevels = Math.Clamp(100_000 / columns, 16, 512);

    /// <summary>Slots for the values that are compared once there are too many levels to keep.</summary>
    private readonly int _maxSampled = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(2_000_000 / columns, 256, 1 << 20));

    private int[] _countOfKinds = [];
    private readonly (long Row, string Value)[] _firstWithout = new (long, string)[7];
    private readonly List<(ValueKinds Kinds, int Count)> _levelStates = [];
    private DistinctSample? _sample;
    private int _unit;
    private bool _hasNoUnit;
    private bool _hasSeveralUnits;
    private long _classified;
    private long _length;
    private long _spaces;

    /// <summary>The distinct values. Null once there are too many to keep.</summary>
    public Utf8Levels? Levels { get; private set; } = new();

    /// <summary>The kinds that fit every value.</summary>
    public ValueKinds Shared { get; private set; } = ValueKinds.All;

    /// <summary>Whether a date is ambiguous between day first and month first.</summary>
    public bool HasAmbiguousDates { get; private set; }

    /// <summary>Whether the numbers are not comparable, for example several currencies, or percentages and plain numbers.</summary>
    public bool HasMixedUnits => _hasSeveralUnits || (_hasNoUnit && _unit == '%');

    /// <summary>The first row with a two-digit year. Zero if there is none.</summary>
    public long FirstShortYear { get; private set; }

    /// <summary>The first row and value with a leading zero that a number would lose.</summary>
    public (long Row, string Value) FirstLeadingZero { get; private set; }

    public long Missing { get; private set; }

    /// <summary>Number of rows with a value.</summary>
    public long Values { get; private set; }

    public double Minimum { get; private set; } = double.PositiveInfinity;

    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether all values are different. A sample decides for large columns.</summary>
    public bool IsUnique => Levels is null ? _sample is { HasRepeats: false } : Levels.Count == Values;

    public double AverageLength => (double)_length / Math.Max(1, _classified);

    public double AverageSpaces => (double)_spaces / Math.Max(1, _classified);

    /// <summary>Share of distinct values. It is an estimate if there are too many levels to keep, and 1 if the column started with numbers.</summary>
    public double DistinctShare => Levels is not null ? (double)Levels.Count / Math.Max(1, Values) : _sample is null ? 1 : _sample.Distinct / Values;

    /// <summary>Adds the column's values of a block.</summary>
    /// <param name="firstRow">The number of the block's first row.</param>
    [MethodImpl(Compilation.AtOnce)]
    public void Add(RowBlock block, int column, long firstRow, MissingSpellings missing)
    {
        for (var i = 0; i < block.Rows; i++)
        {
            var value = block[i, column];
            if (missing.Contains(value))
            {
                AddMissing();
            }
            else
            {
                Add(value, firstRow + i);
            }
        }
    }

    public void AddMissing() => Missing++;

    /// <param name="value">A value that is not missing.</param>
    [MethodImpl(Compilation.AtOnce)]
    public void Add(ReadOnlySpan<byte> value, long row)
    {
        Values++;
        if (Levels is null)
        {
            _countOfKinds[(int)(TryAddNumber(value, out var number) ? number : Classify(value, row))]++;
            Sample(value);
            return;
        }

        if (Levels.TryFind(value, out var code))
        {
            var (kinds, count) = _levelStates[code];
            _levelStates[code] = (kinds, count + 1);
            return;
        }

        _levelStates.Add((Classify(value, row), 1));
        Levels.Add(value);
        if (Levels.Count > (IsQuantity ? _maxQuantityLevels : _maxLevels) || Levels.Bytes > _maxLevelBytes)
        {
            DropLevels();
        }
    }

    /// <summary>Counts the values that fit one of the kinds.</summary>
    public long CountOf(ValueKinds wanted)
    {
        var dropped = _countOfKinds.Where((_, kinds) => ((ValueKinds)kinds & wanted) != ValueKinds.None).Sum(count => (long)count);
        return dropped + _levelStates.Where(level => (level.Kinds & wanted) != ValueKinds.None).Sum(level => (long)level.Count);
    }

    /// <summary>Finds the first value that does not fit the kind.</summary>
    public (long Row, string Value) FirstWithout(ValueKinds kind) => _firstWithout[BitOperations.TrailingZeroCount((int)kind)];

    private bool IsQuantity => (Shared & ValueKinds.All) != ValueKinds.None;

    /// <summary>Fractional numbers are not identifiers, so they need no memory.</summary>
    private bool IsFraction => (Shared & (ValueKinds.DotNumber | ValueKinds.CommaNumber)) != ValueKinds.None && (Shared & ValueKinds.Integer) == ValueKinds.None;

    /// <summary>A plain number in a column of numbers, which adds no evidence.</summary>
    [MethodImpl(Compilation.AtOnce)]
    private bool TryAddNumber(ReadOnlySpan<byte> value, out ValueKinds kinds)
    {
        if (!NumberParser.TryClassifyShort(value, out kinds, out var whole) || (Shared & ~kinds) != ValueKinds.None)
        {
            return false;
        }

        _hasNoUnit = true;
        _classified++;
        _length += value.Length;
        if ((Shared & ValueKinds.Integer) != ValueKinds.None)
        {
            Minimum = Math.Min(Minimum, whole);
            Maximum = Math.Max(Maximum, whole);
        }

        return true;
    }

    [MethodImpl(Compilation.AtOnce)]
    private ValueKinds Classify(ReadOnlySpan<byte> value, long row)
    {
        var kinds = ValueClassifier.Classify(value, out var unit);
        Note(kinds, unit, value, row);
        for (var lost = Shared & ~kinds; lost != ValueKinds.None; lost &= lost - 1)
        {
            _firstWithout[BitOperations.TrailingZeroCount((int)lost)] = (row, Example(value));
        }

        Shared &= kinds;
        HasAmbiguousDates = HasAmbiguousDates || ((Shared & ValueKinds.AnyDate) == ValueKinds.AnyDate && DateParser.IsAmbiguous(value));
        if ((Shared & ValueKinds.Integer) != ValueKinds.None && NumberParser.TryParse(value, '.', out var number))
        {
            Minimum = Math.Min(Minimum, number);
            Maximum = Math.Max(Maximum, number);
        }

        _classified++;
        _length += value.Length;
        _spaces += value.Count((byte)' ');
        return kinds;
    }

    private void Note(ValueKinds kinds, int unit, ReadOnlySpan<byte> value, long row)
    {
        _hasNoUnit |= unit == 0;
        _hasSeveralUnits |= unit != 0 && _unit != 0 && unit != _unit;
        _unit = unit != 0 ? unit : _unit;
        if (kinds.HasFlag(ValueKinds.ShortYear) && FirstShortYear == 0)
        {
            FirstShortYear = row;
        }

        if (kinds == ValueKinds.LeadingZero && FirstLeadingZero.Row == 0)
        {
            FirstLeadingZero = (row, Example(value));
        }
    }

    private void DropLevels()
    {
        if (!IsFraction && (IsUnique || !IsQuantity))
        {
            _sample = new DistinctSample(_maxSampled, !IsUnique);
            for (var code = 0; code < Levels!.Count; code++)
            {
                _sample.Add(Utf8Levels.Hash(Levels[code]));
            }
        }

        Levels = null;
        _countOfKinds = new int[(int)ValueKinds.Counted + 1];
        foreach (var (kinds, count) in _levelStates)
        {
            _countOfKinds[(int)kinds] += count;
        }

        _levelStates.Clear();
        _levelStates.TrimExcess();
    }

    private void Sample(ReadOnlySpan<byte> value)
    {
        _sample?.Add(Utf8Levels.Hash(value));
        // For numbers, the only question is whether they are row identifiers.
        if (_sample is not null && (IsFraction || (IsQuantity && _sample.HasRepeats)))
        {
            _sample = null;
        }
    }

    private static string Example(ReadOnlySpan<byte> value)
    {
        var text = Encoding.UTF8.GetString(value[..Math.Min(value.Length, 4 * ExampleLength)]);
        return text.Length <= ExampleLength ? text : string.Concat(text.AsSpan(0, ExampleLength), "…");
    }
}
