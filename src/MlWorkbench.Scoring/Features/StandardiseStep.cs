namespace MlWorkbench.Scoring.Features;

/// <summary>
/// Distance of a number from the training mean in standard deviations, limited to <see cref="Limit"/>. A missing value becomes the training median and sets a
/// flag.
/// </summary>
public sealed class StandardiseStep : NumericStep
{
    /// <summary>Maximum distance from the mean, in standard deviations, so that a single extreme value cannot dominate a linear score.</summary>
    public const double Limit = 8;

    public StandardiseStep(string column, double median, double mean, double standardDeviation, bool missingFlag)
        : base(column)
    {
        if (!double.IsFinite(median) || !double.IsFinite(mean) || !double.IsFinite(standardDeviation) || standardDeviation <= 0)
        {
            throw new ArgumentException($"Column '{column}' cannot be standardised with median {median}, mean {mean} and standard deviation {standardDeviation}.");
        }

        (Median, Mean, StandardDeviation, MissingFlag) = (median, mean, standardDeviation, missingFlag);
        Outputs = missingFlag ? [column, $"{column} missing"] : [column];
    }

    public double Median { get; }

    public double Mean { get; }

    public double StandardDeviation { get; }

    /// <summary>Whether a second feature marks missing values, as in training with missing values.</summary>
    public bool MissingFlag { get; }

    public override IReadOnlyList<string> Outputs { get; }

    protected override void Write(double value, Span<float> features)
    {
        var missing = double.IsNaN(value);
        features[0] = (float)Math.Clamp(((missing ? Median : value) - Mean) / StandardDeviation, -Limit, Limit);
        if (MissingFlag)
        {
            features[1] = missing ? 1 : 0;
        }
    }
}
