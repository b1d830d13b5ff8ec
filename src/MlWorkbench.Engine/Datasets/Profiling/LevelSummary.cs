using System.Text;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Summarises the levels of one column: their number, lengths and most frequent values.</summary>
internal sealed class LevelSummary
{
    private const int TopCount = 20;
    private const int LongestShown = 200;

    /// <summary>The most frequent levels so far, in order. Equally frequent levels are in ordinal order.</summary>
    private readonly List<(long Count, string Level)> _top = new(TopCount + 1);
    private char[] _characters = [];
    private int _shortest = int.MaxValue;
    private int _longest;
    private double _total;
    private long _values;
    private long _distinct;

    /// <param name="levels">Levels that have not been added before.</param>
    /// <param name="counts">Number of rows of each level.</param>
    public void Add(Utf8Levels levels, ReadOnlySpan<long> counts)
    {
        for (var code = 0; code < levels.Count; code++)
        {
            var level = levels[code];
            if (_characters.Length < level.Length)
            {
                _characters = new char[level.Length];
            }

            Add(_characters.AsSpan(0, Encoding.UTF8.GetChars(level, _characters)), counts[code]);
        }
    }

    /// <inheritdoc cref="Add(Utf8Levels, ReadOnlySpan{long})"/>
    public void Add(string[] levels, ReadOnlySpan<long> counts)
    {
        for (var code = 0; code < levels.Length; code++)
        {
            Add(levels[code], counts[code]);
        }
    }

    /// <param name="rows">Number of rows, including missing values.</param>
    public ColumnProfile ToProfile(string name, ColumnType type, int rows) => new(
        name,
        type,
        rows - _values,
        _distinct,
        null,
        [.. _top.Select(level => new ValueCount(Shorten(level.Level), level.Count))],
        _values == 0 ? null : new TextLengths(_shortest, _total / _values, _longest));

    private void Add(ReadOnlySpan<char> level, long count)
    {
        if (count == 0)
        {
            return;
        }

        _distinct++;
        _values += count;
        _shortest = Math.Min(_shortest, level.Length);
        _longest = Math.Max(_longest, level.Length);
        _total += (double)level.Length * count;

        var place = _top.Count;
        while (place > 0 && (count > _top[place - 1].Count || (count == _top[place - 1].Count && level.SequenceCompareTo(_top[place - 1].Level) < 0)))
        {
            place--;
        }

        if (place < TopCount)
        {
            _top.Insert(place, (count, level.ToString()));
            if (_top.Count > TopCount)
            {
                _top.RemoveAt(TopCount);
            }
        }
    }

    private static string Shorten(string value) => value.Length <= LongestShown ? value : string.Concat(value.AsSpan(0, LongestShown), "…");
}
