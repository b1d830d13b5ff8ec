namespace MlWorkbench.Scoring.Contributions;

/// <summary>What each feature adds to a weighted sum, measured from the training mean: weight × (value − mean). These are its Shapley values when features are independent.</summary>
internal static class LinearContributions
{
    /// <summary>Writes one contribution per feature and, last, the score of the mean row.</summary>
    public static void Write(ReadOnlySpan<double> weights, double intercept, ReadOnlySpan<double> means, ReadOnlySpan<float> features, Span<double> contributions)
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
