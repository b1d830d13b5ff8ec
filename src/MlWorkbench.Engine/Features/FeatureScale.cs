namespace MlWorkbench.Engine.Features;

/// <summary>Mean and standard deviation of the out-of-fold values of a feature, to standardise the features of a linear model.</summary>
internal readonly record struct FeatureScale(double Mean, double StandardDeviation)
{
    /// <summary>One scale per column of <paramref name="values"/>, which contains row after row.</summary>
    public static FeatureScale[] Of(FeatureKind kind, float[] values, int columns)
    {
        var scales = new FeatureScale[columns];
        for (var column = 0; column < columns; column++)
        {
            scales[column] = kind == FeatureKind.Trees ? new FeatureScale(0, 1) : OfColumn(values, column, columns);
        }

        return scales;
    }

    public float Apply(double value) => (float)((value - Mean) / StandardDeviation);

    private static FeatureScale OfColumn(float[] values, int column, int columns)
    {
        var rows = values.Length / columns;
        var (sum, squares) = (0.0, 0.0);
        for (var i = column; i < values.Length; i += columns)
        {
            sum += values[i];
        }

        var mean = sum / rows;
        for (var i = column; i < values.Length; i += columns)
        {
            squares += (values[i] - mean) * (values[i] - mean);
        }

        var deviation = Math.Sqrt(squares / rows);
        return new FeatureScale(mean, deviation > 0 ? deviation : 1);
    }
}
