namespace MlWorkbench.Engine.Evaluations;

/// <summary>
/// Predictions of a model for a set of rows: <see cref="Outputs"/> numbers per row, row after row. Regression has one number, classification a probability
/// per class (binary: index 1 is the positive class).
/// </summary>
/// <param name="Threshold">Binary: probability from which a row is predicted as the positive class.</param>
public sealed record Predictions(double[] Values, int Outputs, double Threshold = 0.5)
{
    public int Rows => Values.Length / Outputs;

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Outputs, Outputs);

    /// <summary>Returns only the given rows, in the given order.</summary>
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
