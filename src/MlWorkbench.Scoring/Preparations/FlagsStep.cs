using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>One flag per level: 1 in the column of the row's level, 0 in all others.</summary>
public sealed class FlagsStep : LevelToNumbersStep
{
    private readonly Dictionary<string, int> _index;

    /// <param name="other">Whether the second to last flag represents all other levels, including unknown categories.</param>
    /// <param name="missing">Whether the last flag represents missing values.</param>
    public FlagsStep(string column, IReadOnlyList<string> levels, bool other, bool missing, bool keep)
        : base(column, keep)
    {
        (Levels, Other, Missing) = (levels, other, missing);
        _index = IndexOf(levels);
        Outputs = Numbers(
        [
            .. levels.Select(level => $"{column} = {level}"),
            .. other ? [$"{column} other"] : Array.Empty<string>(),
            .. missing ? [$"{column} missing"] : Array.Empty<string>(),
        ]);
    }

    public IReadOnlyList<string> Levels { get; }

    public bool Other { get; }

    public bool Missing { get; }

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs { get; }

    protected override void Write(string? level, Span<double> numbers)
    {
        numbers.Clear();
        if (level is null)
        {
            if (Missing)
            {
                numbers[^1] = 1;
            }
        }
        else if (_index.TryGetValue(level, out var position))
        {
            numbers[position] = 1;
        }
        else if (Other)
        {
            numbers[Levels.Count] = 1;
        }
    }
}
