namespace MlWorkbench.Scoring.Features;

/// <summary>The number as it is, in single precision; missing stays missing (NaN).</summary>
public sealed class NumberStep(string column) : NumericStep(column)
{
    public override IReadOnlyList<string> Outputs { get; } = [column];

    protected override void Write(double value, Span<float> features) => features[0] = ToSingle(value);

    /// <summary>The nearest single; what is beyond its range goes to the largest one rather than to infinity.</summary>
    internal static float ToSingle(double value) => (float)Math.Clamp(value, float.MinValue, float.MaxValue);
}
