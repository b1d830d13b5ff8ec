namespace MlWorkbench.Scoring.Features;

/// <summary>The share of the training rows with the level. 0 for an unknown category.</summary>
public sealed class CountEncodeStep : LevelStep
{
    private readonly Dictionary<string, int> _codes;

    public CountEncodeStep(string column, IReadOnlyList<string> levels, float[] shares, float missingShare)
        : base(column)
    {
        if (shares.Length != levels.Count)
        {
            throw new ArgumentException($"The count encoding of column '{column}' has {shares.Length} shares for {levels.Count} levels.", nameof(shares));
        }

        (Levels, Shares, MissingShare) = (levels, shares, missingShare);
        _codes = IndexOf(levels);
        Outputs = [$"{column} share"];
    }

    public IReadOnlyList<string> Levels { get; }

    public float[] Shares { get; }

    public float MissingShare { get; }

    public override IReadOnlyList<string> Outputs { get; }

    protected override void Write(string? text, Span<float> features) =>
        features[0] = text is null ? MissingShare : _codes.TryGetValue(text, out var code) ? Shares[code] : 0;
}
