using System.Text;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>The spellings that mean "no value". An empty value is always missing.</summary>
public sealed class MissingSpellings
{
    private readonly byte[][] _spellings;
    private readonly bool[] _mayBegin = new bool[256];
    private readonly int _longest;

    public MissingSpellings(IReadOnlyList<string>? additional = null)
        : this(Standard.Concat(additional ?? []))
    {
    }

    private MissingSpellings(IEnumerable<string> spellings)
    {
        _spellings = [.. spellings.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
        _longest = _spellings.Select(spelling => spelling.Length).DefaultIfEmpty().Max();
        foreach (var spelling in _spellings.Where(spelling => spelling.Length > 0))
        {
            _mayBegin[spelling[0]] = true;
        }
    }

    public static IReadOnlyList<string> Standard { get; } =
    [
        "NA", "N/A", "n/a", "n.a.", "N.A.", "<NA>", "#N/A", "#NA", "NaN", "nan", "-NaN", "-nan", "null", "NULL", "Null", "(null)", "\\N", "?", "-", "--",
        "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
    ];

    /// <summary>Of a file that has a mark for missing values, so that what spells one may be a value.</summary>
    public static MissingSpellings Only(IReadOnlyList<string>? spellings) => new((spellings ?? []).AsEnumerable());

    public bool Contains(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return true;
        }

        if (value.Length > _longest || !_mayBegin[value[0]])
        {
            return false;
        }

        foreach (var spelling in _spellings)
        {
            if (value.SequenceEqual(spelling))
            {
                return true;
            }
        }

        return false;
    }
}
