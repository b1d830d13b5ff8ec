using System.Text;

namespace MlWorkbench.Engine.Datasets.Values;

/// <summary>The spellings that mean "no value". An empty value is always missing.</summary>
public sealed class MissingSpellings
{
    /// <summary>Spellings by their first byte.</summary>
    private readonly byte[][][] _spellings = [.. Enumerable.Repeat<byte[][]>([], 256)];

    public MissingSpellings(IReadOnlyList<string>? additional = null)
        : this(Standard.Concat(additional ?? []))
    {
    }

    private MissingSpellings(IEnumerable<string> spellings)
    {
        foreach (var alike in spellings.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).Where(spelling => spelling.Length > 0).GroupBy(spelling => spelling[0]))
        {
            _spellings[alike.Key] = [.. alike];
        }
    }

    public static IReadOnlyList<string> Standard { get; } =
    [
        "NA", "N/A", "n/a", "n.a.", "N.A.", "<NA>", "#N/A", "#NA", "NaN", "nan", "-NaN", "-nan", "null", "NULL", "Null", "(null)", "\\N", "?", "-", "--",
        "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
    ];

    /// <summary>The spellings for a file with its own mark for missing values, in which other spellings can be values.</summary>
    public static MissingSpellings Only(IReadOnlyList<string>? spellings) => new((spellings ?? []).AsEnumerable());

    public bool Contains(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return true;
        }

        foreach (var spelling in _spellings[value[0]])
        {
            if (value.SequenceEqual(spelling))
            {
                return true;
            }
        }

        return false;
    }
}
