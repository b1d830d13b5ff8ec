namespace MlWorkbench.Scoring.Features;

/// <summary>The unchanged number in single precision. Missing values remain missing (NaN).</summary>
public sealed class NumberStep(string column) : NumericStep(column)
{
    public override IReadOnlyList<string> Outputs { get; } = [column];

    protected override void Write(double value, Span<float> features) => features[0] = ToSingle(value);

    /// <summary>The nearest single. Values beyond its range become the largest one, not infinity.</summary>
    internal static float ToSingle(double value) => (float)Math.Clamp(value, float.MinValue, float.MaxValue);
}
