using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Experiments.LightGbm;

/// <summary>Seeded features of every kind for trees: smooth numbers, numbers with missing values and with zeros, and codes of categories.</summary>
internal sealed record SmallData(FeatureMatrix Features, float[] Labels)
{
    public const int CategoricalFeature = 4;
    private const int Width = 6;

    /// <param name="classes">Number of classes. 0 for regression.</param>
    public static SmallData Create(int rows, int classes, int seed)
    {
        var random = new Random(seed);
        var features = new FeatureMatrix(rows, Width);
        var labels = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var values = features.Row(row);
            values[0] = (float)((random.NextDouble() * 10) - 5);
            values[1] = random.NextDouble() < 0.3 ? float.NaN : (float)random.NextDouble();
            values[2] = random.NextDouble() < 0.6 ? 0 : (float)(random.NextDouble() - 0.5);
            values[3] = random.Next(-3, 4);
            values[CategoricalFeature] = random.NextDouble() < 0.05 ? float.NaN : random.Next(0, 40);
            values[5] = (float)Math.Exp(random.NextDouble() * 20);
            var score = values[0]
                + (float.IsNaN(values[1]) ? 2 : -values[1])
                + (values[2] == 0 ? 1 : values[2] * 4)
                + (float.IsNaN(values[4]) ? 0 : Math.Sin(values[4]) * 3)
                + (values[3] * Math.Log(values[5]) / 10)
                + random.NextDouble();
            labels[row] = classes switch
            {
                0 => (float)score,
                2 => score > 1 ? 1 : 0,
                _ => (int)Math.Clamp((score + 6) / 12 * classes, 0, classes - 1),
            };
        }

        return new SmallData(features, labels);
    }

    /// <summary>Rows unlike those of training: unknown categories, infinities, negative codes, missing values in every column.</summary>
    public static FeatureMatrix Strange(int rows, int seed)
    {
        var features = Create(rows, 0, seed).Features;
        var random = new Random(seed);
        float[] odd = [float.NaN, 0, -0f, float.PositiveInfinity, float.NegativeInfinity, -1, -0.5f, 1e-36f, 63, 64, 1_000, 2.5f, float.MaxValue];
        for (var i = 0; i < features.Values.Length; i += 3)
        {
            features.Values[i] = odd[random.Next(odd.Length)];
        }

        return features;
    }
}
