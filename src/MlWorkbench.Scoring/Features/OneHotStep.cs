namespace MlWorkbench.Scoring.Features;

/// <summary>One flag per frequent level, one for all other levels and, if training had missing values, one for missing.</summary>
public sealed class OneHotStep : LevelStep
{
    private readonly Dictionary<string, int> _codes;

    public OneHotStep(string column, IReadOnlyList<string> levels, bool other, bool missing)
        : base(column)
    {
        (Levels, Other, Missing) = (levels, other, missing);
        _codes = IndexOf(levels);
        Outputs =
        [
            .. levels.Select(level => $"{column} = {level}"),
            .. other ? [$"{column} other"] : Array.Empty<string>(),
            .. missing ? [$"{column} missing"] : Array.Empty<string>(),
        ];
    }

    public IReadOnlyList<string> Levels { get; }

    /// <summary>Whether a flag represents the rare training levels. Unknown categories also set it.</summary>
    public bool Other { get; }

    public bool Missing { get; }

    public override IReadOnlyList<string> Outputs { get; }

    protected override void Write(string? text, Span<float> features)
    {
        features.Clear();
        if (text is null)
        {
            if (Missing)
            {
                features[^1] = 1;
            }
        }
        else if (_codes.TryGetValue(text, out var code))
        {
            features[code] = 1;
        }
        else if (Other)
        {
            features[Levels.Count] = 1;
        }
    }
}
