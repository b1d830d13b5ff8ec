namespace MlWorkbench.Scoring.Features;

/// <summary>
/// The position of the level among the training levels, for trees that split on sets of levels. Missing values and unknown categories are NaN.
/// </summary>
public sealed class CategoryCodeStep : LevelStep
{
    private readonly Dictionary<string, int> _codes;

    /// <param name="outputs">The name of the feature. If null, that of the column.</param>
    public CategoryCodeStep(string column, IReadOnlyList<string> levels, IReadOnlyList<string>? outputs = null)
        : base(column)
    {
        if (outputs is { Count: not 1 })
        {
            throw new ArgumentException($"The codes of column '{column}' are one feature, not {outputs.Count}.", nameof(outputs));
        }

        Levels = levels;
        _codes = IndexOf(levels);
        Outputs = outputs ?? [column];
    }

    public IReadOnlyList<string> Levels { get; }

    public override IReadOnlyList<string> Outputs { get; }

    protected override void Write(string? text, Span<float> features) =>
        features[0] = text is not null && _codes.TryGetValue(text, out var code) ? code : float.NaN;
}
