using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Steps;

namespace MlWorkbench.Engine.Recipes;

/// <summary>
/// Fits a target encoding: (sum of the level + smoothing × overall mean) / (rows of the level + smoothing) (Micci-Barreca 2001).
/// Where no smoothing is given, the column tells it. Training rows get the encoding of the other folds.
/// </summary>
internal static class TargetEncodeFit
{
    public static FittedStep Fit(RecipeSpec spec, CategoricalColumn column, LevelCounts counts, EncodingTarget target)
    {
        var whole = Encode(spec, column, target, leftOut: -1);
        var outOfFold = OutOfFold(spec, column, target);
        var scales = FeatureScale.Of(spec.Kind, outOfFold, target.Outputs);
        for (var i = 0; i < outOfFold.Length; i++)
        {
            outOfFold[i] = scales[i % target.Outputs].Apply(outOfFold[i]);
        }

        var encodings = counts.Codes.SelectMany(code => whole.Of(code)).ToArray();
        var step = new TargetEncodeStep(
            column.Name,
            [.. target.Suffixes.Select(suffix => $"{column.Name} target{suffix}")],
            counts.Levels,
            Scale(encodings, scales),
            Scale(whole.Prior, scales),
            Scale(counts.Missing > 0 ? whole.Of(CategoricalColumn.Missing) : whole.Prior, scales));
        return new FittedStep(step, outOfFold);
    }

    private static float[] OutOfFold(RecipeSpec spec, CategoricalColumn column, EncodingTarget target)
    {
        var outOfFold = new float[target.Rows * target.Outputs];
        for (var fold = 0; fold < target.FoldCount; fold++)
        {
            var encoding = Encode(spec, column, target, fold);
            for (var row = 0; row < target.Rows; row++)
            {
                if (target.Folds[row] == fold)
                {
                    var values = encoding.Of(column.Codes[row]);
                    for (var output = 0; output < target.Outputs; output++)
                    {
                        outOfFold[(row * target.Outputs) + output] = (float)values[output];
                    }
                }
            }
        }

        return outOfFold;
    }

    private static Encoding Encode(RecipeSpec spec, CategoricalColumn column, EncodingTarget target, int leftOut)
    {
        var means = LevelMeans.Of(column, target, leftOut);
        return new Encoding(means, [.. Enumerable.Range(0, means.Outputs).Select(output => spec.TargetSmoothing ?? means.Shrinkage(output))]);
    }

    private static float[] Scale(double[] values, FeatureScale[] scales)
    {
        var scaled = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            scaled[i] = scales[i % scales.Length].Apply(values[i]);
        }

        return scaled;
    }

    private sealed record Encoding(LevelMeans Means, double[] Smoothing)
    {
        public double[] Prior => Means.Overall;

        /// <summary>One value per output for a level's code; −1 is missing. A level without rows gets the prior.</summary>
        public double[] Of(int code)
        {
            var level = code + 1;
            if (Means.Rows[level] == 0)
            {
                return Prior;
            }

            var values = new double[Smoothing.Length];
            for (var output = 0; output < values.Length; output++)
            {
                values[output] = ((Means.Rows[level] * Means.Mean(level, output)) + (Smoothing[output] * Prior[output])) / (Means.Rows[level] + Smoothing[output]);
            }

            return values;
        }
    }
}
