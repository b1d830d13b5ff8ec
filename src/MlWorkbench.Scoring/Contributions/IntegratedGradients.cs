using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Contributions;

/// <summary>
/// Contributions of features to a network's scores on the straight line from the training mean to the row: the slope, averaged over the line,
/// times the distance (integrated gradients, Sundararajan, Taly and Yan 2017). The integration error is distributed in proportion.
/// </summary>
internal static class IntegratedGradients
{
    private const int Steps = 32;

    /// <summary>Writes, for each raw score, one contribution per feature and, last, the score of the mean row.</summary>
    public static void Write(NeuralNetwork network, ReadOnlySpan<float> features, Span<double> contributions)
    {
        var width = network.Features;
        var point = new float[width];
        var slopes = new float[width];
        for (var score = 0; score < network.RawScores; score++)
        {
            var part = contributions.Slice(score * (width + 1), width + 1);
            part.Clear();
            for (var step = 0; step < Steps; step++)
            {
                var share = (step + 0.5f) / Steps;
                for (var i = 0; i < width; i++)
                {
                    point[i] = network.Means[i] + (share * (features[i] - network.Means[i]));
                }

                network.Slopes(point, score, slopes);
                for (var i = 0; i < width; i++)
                {
                    part[i] += (double)slopes[i] * (features[i] - network.Means[i]) / Steps;
                }
            }

            var start = network.Slopes(network.Means, score, slopes)[score];
            var end = network.Slopes(features, score, slopes)[score];
            part[^1] = start;
            Settling.Apply(part, end);
        }
    }
}
