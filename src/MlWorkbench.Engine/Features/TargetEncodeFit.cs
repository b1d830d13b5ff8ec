using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>
/// Fits a target encoding: (sum of the level + smoothing × overall mean) / (rows of the level + smoothing) (Micci-Barreca 2001). If no smoothing is given, it
/// is estimated from the column. Training rows get the encoding of the other folds.
/// </summary>
internal static class TargetEncodeFit
{
    /// <param name="means">Means over all rows.</param>
    public static FittedStep Fit(FeatureSpec spec, CategoricalColumn column, ColumnLevelCounts counts, EncodingTarget target, LevelMeans means)
    {
        var width = target.Outputs;
        var outOfFold = OutOfFold(spec, column, target);
        var scales = FeatureScale.Of(spec.Kind, outOfFold, width);
        var encodings = new float[counts.Codes.Length * width];
        for (var i = 0; i < counts.Codes.Length; i++)
        {
            Encode(spec, means, counts.Codes[i], encodings.AsSpan(i * width, width));
        }

        var missing = new float[width];
        Encode(spec, means, CategoricalColumn.Missing, missing);
        var step = new TargetEncodeStep(
            column.Name,
            [.. target.Suffixes.Select(suffix => $"{column.Name} target{suffix}")],
            counts.Levels,
            Scale(encodings, scales),
            Scale(Array.ConvertAll(means.Overall, value => (float)value), scales),
            Scale(missing, scales));
        return new FittedStep(step, Scale(outOfFold, scales));
    }

    private static float[] OutOfFold(FeatureSpec spec, CategoricalColumn column, EncodingTarget target)
    {
        var outOfFold = new float[target.Rows * target.Outputs];
        for (var fold = 0; fold < target.FoldCount; fold++)
        {
            var means = LevelMeans.Of(column, target, fold);
            for (var row = 0; row < target.Rows; row++)
            {
                if (target.Folds[row] == fold)
                {
                    Encode(spec, means, column.Codes[row], outOfFold.AsSpan(row * target.Outputs, target.Outputs));
                }
            }
        }

        return outOfFold;
    }

    /// <summary>Writes one value per output for a level's code (−1 is missing). A level without rows gets the overall mean.</summary>
    private static void Encode(FeatureSpec spec, LevelMeans means, int code, Span<float> encoding)
    {
        var level = code + 1;
        for (var output = 0; output < encoding.Length; output++)
        {
            encoding[output] = (float)(means.Rows[level] == 0 ? means.Overall[output] : means.Shrunk(means.Sum(level, output), means.Rows[level], output, spec.TargetSmoothing));
        }
    }

    private static float[] Scale(float[] values, FeatureScale[] scales)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = scales[i % scales.Length].Apply(values[i]);
        }

        return values;
    }
}
