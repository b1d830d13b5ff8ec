using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>
/// Fits a text score: ridge regression of the target on TF-IDF grams. The selected penalty predicts the first fold best from the others. Training rows get
/// the score of the other folds.
/// </summary>
internal sealed class TextScoreFit
{
    /// <summary>Number of rows used to select the penalty.</summary>
    private const int PenaltyRows = 4_000;

    /// <summary>Limit of grams over all rows in one fit. Above it, rows are skipped, because more would add minutes and little else.</summary>
    private const int MaxEntries = 5_000_000;

    /// <summary>An approximate solution ranks texts as well as an exact one, and overfits less.</summary>
    private const double Tolerance = 0.02;

    private const int OrderSeed = 1;

    private static readonly double[] Penalties = [0.3, 1, 3, 10];

    private readonly SparseMatrix _matrix;
    private readonly EncodingTarget _target;
    private readonly int[] _order;

    private TextScoreFit(SparseMatrix matrix, EncodingTarget target)
    {
        (_matrix, _target) = (matrix, target);
        _order = [.. Enumerable.Range(0, matrix.Rows)];
        new Random(OrderSeed).Shuffle(_order);
    }

    /// <returns>Null if no word occurs in two texts.</returns>
    public static TextScore? Fit(CategoricalColumn column, EncodingTarget target, int maxGrams)
    {
        var vocabulary = TextVocabularyFit.Fit(column, maxGrams);
        if (vocabulary.Grams.Length == 0)
        {
            return null;
        }

        var fit = new TextScoreFit(Vectorise(column, vocabulary), target);
        var penalty = fit.ChoosePenalty();
        return new TextScore(vocabulary, fit.FitRows(fit._order, penalty), fit.OutOfFold(penalty));
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

    private double ChoosePenalty()
    {
        var rows = _order.Take(PenaltyRows).ToLookup(row => _target.Folds[row] == 0);
        return rows[true].Any() && rows[false].Any()
            ? Penalties.MinBy(penalty => SquaredError(FitRows([.. rows[false]], penalty), rows[true]))
            : Penalties[^1];
    }

    private double SquaredError(RidgeWeights weights, IEnumerable<int> rows)
    {
        var scores = new double[_target.Outputs];
        var sum = 0.0;
        foreach (var row in rows)
        {
            weights.Score(_matrix, row, scores);
            for (var output = 0; output < scores.Length; output++)
            {
                var error = scores[output] - _target.Values[(row * scores.Length) + output];
                sum += error * error;
            }
        }

        return sum;
    }

    private float[] OutOfFold(double penalty)
    {
        var outOfFold = new float[_target.Rows * _target.Outputs];
        var scores = new double[_target.Outputs];
        for (var fold = 0; fold < _target.FoldCount; fold++)
        {
            var weights = FitRows(Array.FindAll(_order, row => _target.Folds[row] != fold), penalty);
            for (var row = 0; row < _target.Rows; row++)
            {
                if (_target.Folds[row] == fold)
                {
                    weights.Score(_matrix, row, scores);
                    for (var output = 0; output < scores.Length; output++)
                    {
                        outOfFold[(row * scores.Length) + output] = (float)scores[output];
                    }
                }
            }
        }

        return outOfFold;
    }

    private RidgeWeights FitRows(int[] rows, double penalty)
    {
        var entries = 0;
        var few = rows.TakeWhile(row => (entries += _matrix.Starts[row + 1] - _matrix.Starts[row]) <= MaxEntries).ToArray();
        return SparseRidge.Fit(_matrix, few.Length == 0 ? rows[..1] : few, _target.Values, _target.Outputs, penalty, Tolerance);
    }
}
