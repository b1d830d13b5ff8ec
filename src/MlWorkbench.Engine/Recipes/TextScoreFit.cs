using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Steps;

namespace MlWorkbench.Engine.Recipes;

/// <summary>
/// Fits a text score: ridge regression of the target on TF-IDF grams. The penalty is the one that predicts the first fold best
/// from the others; training rows get the score of the other folds.
/// </summary>
internal static class TextScoreFit
{
    /// <summary>Rows that choosing the penalty looks at.</summary>
    private const int PenaltyRows = 10_000;

    private static readonly double[] Penalties = [0.3, 1, 3, 10];

    public static IEnumerable<FittedStep> Fit(RecipeSpec spec, CategoricalColumn column, EncodingTarget target)
    {
        var vocabulary = TextVocabularyFit.Fit(column, spec.MaxTextGrams);
        if (vocabulary.Grams.Length == 0)
        {
            return [];
        }

        var matrix = Vectorise(column, vocabulary);
        var penalty = ChoosePenalty(matrix, target);
        var outOfFold = OutOfFold(matrix, target, penalty);
        var scales = FeatureScale.Of(spec.Kind, outOfFold, target.Outputs);
        for (var i = 0; i < outOfFold.Length; i++)
        {
            outOfFold[i] = scales[i % target.Outputs].Apply(outOfFold[i]);
        }

        var (weights, intercepts) = SparseRidge.Fit(matrix, [.. Enumerable.Range(0, matrix.Rows)], target.Values, target.Outputs, penalty);
        var step = new TextScoreStep(
            column.Name,
            [.. target.Suffixes.Select(suffix => $"{column.Name} words{suffix}")],
            vocabulary,
            [.. weights.Select((weight, i) => (float)(weight / scales[i % target.Outputs].StandardDeviation))],
            [.. intercepts.Select((intercept, output) => (intercept - scales[output].Mean) / scales[output].StandardDeviation)]);
        return [new FittedStep(step, outOfFold)];
    }

    private static SparseMatrix Vectorise(CategoricalColumn column, TextVocabulary vocabulary)
    {
        var starts = new int[column.Length + 1];
        var columns = new List<int>();
        var values = new List<float>();
        var vector = new SparseVector();
        for (var row = 0; row < column.Length; row++)
        {
            vocabulary.Vectorise(column.TextAt(row) ?? "", vector);
            columns.AddRange(vector.Indices);
            values.AddRange(vector.Values);
            starts[row + 1] = columns.Count;
        }

        return new SparseMatrix(starts, [.. columns], [.. values], vocabulary.Grams.Length);
    }

    private static double ChoosePenalty(SparseMatrix matrix, EncodingTarget target)
    {
        var rows = Enumerable.Range(0, Math.Min(matrix.Rows, PenaltyRows)).ToLookup(row => target.Folds[row] == 0);
        return rows[true].Any() && rows[false].Any()
            ? Penalties.MinBy(penalty => SquaredError(matrix, [.. rows[false]], [.. rows[true]], target, penalty))
            : Penalties[^1];
    }

    private static double SquaredError(SparseMatrix matrix, int[] train, int[] test, EncodingTarget target, double penalty)
    {
        var (weights, intercepts) = SparseRidge.Fit(matrix, train, target.Values, target.Outputs, penalty);
        var scores = new double[target.Outputs];
        var sum = 0.0;
        foreach (var row in test)
        {
            Score(matrix, row, weights, intercepts, scores);
            for (var output = 0; output < scores.Length; output++)
            {
                var error = scores[output] - target.Values[(row * scores.Length) + output];
                sum += error * error;
            }
        }

        return sum;
    }

    private static float[] OutOfFold(SparseMatrix matrix, EncodingTarget target, double penalty)
    {
        var outOfFold = new float[target.Rows * target.Outputs];
        var scores = new double[target.Outputs];
        var rows = Enumerable.Range(0, target.Rows).ToArray();
        for (var fold = 0; fold < target.FoldCount; fold++)
        {
            var others = Array.FindAll(rows, row => target.Folds[row] != fold);
            var (weights, intercepts) = SparseRidge.Fit(matrix, others, target.Values, target.Outputs, penalty);
            foreach (var row in rows.Where(row => target.Folds[row] == fold))
            {
                Score(matrix, row, weights, intercepts, scores);
                for (var output = 0; output < scores.Length; output++)
                {
                    outOfFold[(row * scores.Length) + output] = (float)scores[output];
                }
            }
        }

        return outOfFold;
    }

    private static void Score(SparseMatrix matrix, int row, double[] weights, double[] intercepts, double[] scores)
    {
        intercepts.CopyTo(scores, 0);
        for (var i = matrix.Starts[row]; i < matrix.Starts[row + 1]; i++)
        {
            for (var output = 0; output < scores.Length; output++)
            {
                scores[output] += matrix.Values[i] * weights[(matrix.Columns[i] * scores.Length) + output];
            }
        }
    }
}
