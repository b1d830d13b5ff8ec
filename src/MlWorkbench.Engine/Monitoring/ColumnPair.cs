using System.Globalization;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>The values of one column in the reference and in the current data, without missing and infinite values.</summary>
public sealed class ColumnPair
{
    private readonly Lazy<LevelCounts> _levels;
    private readonly Lazy<LevelCounts> _bins;

    private ColumnPair(double[] reference, double[] current)
    {
        Reference = reference;
        Current = current;
        (ReferenceRows, CurrentRows) = (reference.Length, current.Length);
        ReferenceDistinct = SortedNumbers.CountDistinct(reference);
        _levels = new Lazy<LevelCounts>(() => SortedNumbers.CountValues(reference, current));
        _bins = new Lazy<LevelCounts>(() => ReferenceDistinct > DriftTests.BinnedFrom ? SturgesBins.Count(reference, current) : Levels);
        Distinct = SortedNumbers.CountDistinct(reference, current);
    }

    private ColumnPair(LevelCounts levels)
    {
        (ReferenceRows, CurrentRows) = (levels.Reference.Sum(), levels.Current.Sum());
        ReferenceDistinct = levels.Reference.Count(count => count > 0);
        Distinct = levels.Count;
        _levels = new Lazy<LevelCounts>(levels);
        _bins = _levels;
    }

    private ColumnPair(IReadOnlyList<string> reference, IReadOnlyList<string> current)
    {
        (ReferenceTexts, CurrentTexts) = (reference, current);
        (ReferenceRows, CurrentRows) = (reference.Count, current.Count);
        _levels = new Lazy<LevelCounts>(() => throw new InvalidOperationException("Texts have no levels."));
        _bins = _levels;
    }

    /// <summary>Numbers of the reference in ascending order. Empty unless the column is numeric.</summary>
    public double[] Reference { get; } = [];

    /// <summary>Numbers of the current data in ascending order. Empty unless the column is numeric.</summary>
    public double[] Current { get; } = [];

    /// <summary>Texts of the reference. Empty unless the column is free text.</summary>
    public IReadOnlyList<string> ReferenceTexts { get; } = [];

    /// <summary>Texts of the current data. Empty unless the column is free text.</summary>
    public IReadOnlyList<string> CurrentTexts { get; } = [];

    public long ReferenceRows { get; }

    public long CurrentRows { get; }

    public int ReferenceDistinct { get; }

    /// <summary>Number of distinct values in both samples together.</summary>
    public int Distinct { get; }

    public bool IsNumeric => Reference.Length > 0 || Current.Length > 0;

    /// <summary>Rows per distinct value. Numbers are in ascending order.</summary>
    public LevelCounts Levels => _levels.Value;

    /// <summary>Basis of distances between distributions: Sturges bins for numbers with many values, otherwise the levels.</summary>
    public LevelCounts Bins => _bins.Value;

    /// <summary>Takes ownership of the arrays and sorts them.</summary>
    public static ColumnPair OfNumbers(double[] reference, double[] current)
    {
        ulong[] spare = [];
        RadixSort.Sort(reference, ref spare);
        RadixSort.Sort(current, ref spare);
        return new ColumnPair(reference, current);
    }

    public static ColumnPair OfLevels(LevelCounts levels) => new(levels);

    public static ColumnPair OfTexts(IReadOnlyList<string> reference, IReadOnlyList<string> current) => new(reference, current);

    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
