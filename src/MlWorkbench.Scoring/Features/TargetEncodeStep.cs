namespace MlWorkbench.Scoring.Features;

/// <summary>
/// The mean of the target among the training rows of the level, shrunk towards the mean of all rows (Micci-Barreca 2001); one feature per class for
/// multiclass. Unknown categories get the mean of all rows. Missing values are a level if training had them.
/// </summary>
public sealed class TargetEncodeStep : LevelStep
{
    private readonly Dictionary<string, int> _codes;

    /// <param name="outputs">Names of the features.</param>
    /// <param name="levels">Training levels.</param>
    /// <param name="encodings">One value per level and feature, level after level.</param>
    /// <param name="prior">Values for unknown categories, one per feature.</param>
    /// <param name="missing">Values for missing values, one per feature.</param>
    public TargetEncodeStep(string column, IReadOnlyList<string> outputs, IReadOnlyList<string> levels, float[] encodings, float[] prior, float[] missing)
        : base(column)
    {
        if (encodings.Length != levels.Count * outputs.Count || prior.Length != outputs.Count || missing.Length != outputs.Count)
        {
            throw new ArgumentException($"The target encoding of column '{column}' does not fit its {levels.Count} levels and {outputs.Count} features.");
        }

        (Outputs, Levels, Encodings, Prior, Missing) = (outputs, levels, encodings, prior, missing);
        _codes = IndexOf(levels);
    }

    public override IReadOnlyList<string> Outputs { get; }

    public IReadOnlyList<string> Levels { get; }

    public float[] Encodings { get; }

    public float[] Prior { get; }

    public float[] Missing { get; }

    protected override void Write(string? text, Span<float> features)
    {
        var encoding = text is null ? Missing
            : _codes.TryGetValue(text, out var code) ? Encodings.AsSpan(code * Prior.Length, Prior.Length)
            : Prior;
        encoding.CopyTo(features);
    }
}
