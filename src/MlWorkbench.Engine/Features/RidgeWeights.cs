namespace MlWorkbench.Engine.Features;

/// <summary>A fitted linear score.</summary>
/// <param name="Weights">Weights, column after column with one number per output.</param>
/// <param name="Intercepts">One intercept per output.</param>
internal sealed record RidgeWeights(float[] Weights, double[] Intercepts)
{
    /// <summary>The scores of one row of a matrix.</summary>
    public void Score(SparseMatrix matrix, int row, Span<double> scores)
    {
        Intercepts.CopyTo(scores);
        for (var entry = matrix.Starts[row]; entry < matrix.Starts[row + 1]; entry++)
        {
            for (var output = 0; output < scores.Length; output++)
            {
                scores[output] += matrix.Values[entry] * Weights[(matrix.Columns[entry] * scores.Length) + output];
            }
        }
    }
}
