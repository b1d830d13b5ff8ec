namespace MlWorkbench.Scoring.Contributions;

/// <summary>
/// Contributions of features to a weighted sum, relative to the training mean: weight × (value − mean). If features are independent, these are their Shapley
/// values.
/// </summary>
internal static class LinearContributions
{
    /// <summary>Writes one contribution per feature and, last, the score of the mean row.</summary>
    public static void Write(
        ReadOnlySpan<double> weights,
        double intercept,
        ReadOnlySpan<double> means,
        ReadOnlySpan<float> features,
        Span<double> contributions)
    {
        var ofMeans = intercept;
        for (var i = 0; i < weights.Length; i++)
        {
            contributions[i] = weights[i] * (features[i] - means[i]);
            ofMeans += weights[i] * means[i];
        }

        contributions[weights.Length] = ofMeans;
    }
}
