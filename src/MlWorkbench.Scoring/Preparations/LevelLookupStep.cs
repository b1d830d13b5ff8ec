using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Numbers computed in training for each level: the mean target, or the mean, sum or count of another column.</summary>
public sealed class LevelLookupStep : LevelToNumbersStep
{
    private readonly Dictionary<string, int> _index;

    /// <param name="names">Names of the columns to write.</param>
    /// <param name="values">Values, one per level and column, level after level.</param>
    /// <param name="unseen">Values for unknown categories, one per column.</param>
    /// <param name="missing">Values for missing values, one per column.</param>
    public LevelLookupStep(
        string column,
        IReadOnlyList<string> names,
        IReadOnlyList<string> levels,
        double[] values,
        double[] unseen,
        double[] missing,
        bool keep)
        : base(column, keep)
    {
        if (values.Length != (long)levels.Count * names.Count || unseen.Length != names.Count || missing.Length != names.Count)
        {
            throw new ArgumentException($"The numbers of column '{column}' do not fit its {levels.Count} levels and {names.Count} columns.");
        }

        (Names, Levels, Values, Unseen, Missing) = (names, levels, values, unseen, missing);
        _index = IndexOf(levels);
        Outputs = Numbers(names);
    }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<string> Levels { get; }

    [JsonConverter(typeof(Base64Doubles))]
    public double[] Values { get; }

    [JsonConverter(typeof(Base64Doubles))]
    public double[] Unseen { get; }

    [JsonConverter(typeof(Base64Doubles))]
    public double[] Missing { get; }

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs { get; }

    protected override void Write(string? level, Span<double> numbers)
    {
        var found = level is null ? Missing
            : _index.TryGetValue(level, out var position) ? Values.AsSpan(position * numbers.Length, numbers.Length)
            : Unseen;
        found.CopyTo(numbers);
    }
}
