using System.Text;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>The spellings that mean "no value". An empty value is always missing.</summary>
public sealed class MissingSpellings
{
    private readonly byte[][] _spellings;
    private readonly int _longest;

    public MissingSpellings(IReadOnlyList<string>? additional = null)
    {
        _spellings = [.. Standard.Concat(additional ?? []).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
        _longest = _spellings.Max(spelling => spelling.Length);
    }

    public static IReadOnlyList<string> Standard { get; } = ["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "null", "NULL", "?", "-"];

    public bool Contains(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return true;
        }

        if (value.Length > _longest)
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
