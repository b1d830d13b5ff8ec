namespace MlWorkbench.Engine.Evaluations;

/// <summary>What a model said of a set of rows: <see cref="Outputs"/> numbers a row, row after row (one for regression, a probability per class otherwise; binary: index 1 is the positive class).</summary>
/// <param name="Threshold">Binary: probability of the positive class from which a row is predicted to be of it.</param>
public sealed record Predictions(double[] Values, int Outputs, double Threshold = 0.5)
{
    public int Rows => Values.Length / Outputs;

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Outputs, Outputs);

    /// <summary>Only the given rows, in the given order.</summary>
    public Predictions Take(ReadOnlySpan<int> rows)
    {
        var taken = new double[rows.Length * Outputs];
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(taken.AsSpan(i * Outputs, Outputs));
        }

        return this with { Values = taken };
    }
}
