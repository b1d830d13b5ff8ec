namespace MlWorkbench.Engine.Datasets.Associations;

/// <summary>Strength of association of each pair of columns.</summary>
/// <param name="Columns">The compared columns, in the order of the table.</param>
/// <param name="Rows">Number of compared rows: a large table is sampled at even intervals.</param>
/// <param name="Values">
/// The upper triangle row by row, without the diagonal: pair (0, 1), (0, 2) … (1, 2) …, each from 0 to 1, Pearson's r from −1 to 1. Never NaN.
/// </param>
/// <param name="Strongest">The strongest pairs, strongest first.</param>
/// <param name="Skipped">Skipped columns, with the reason.</param>
public sealed record AssociationMatrix(
    IReadOnlyList<AssociatedColumn> Columns,
    int Rows,
    float[] Values,
    IReadOnlyList<AssociatedPair> Strongest,
    IReadOnlyList<string> Skipped)
{
    /// <summary>The association of two columns by their positions. A column has 1 with itself.</summary>
    public float this[int first, int second] => first == second ? 1 : Values[Position(Math.Min(first, second), Math.Max(first, second))];

    private int Position(int low, int high) => (low * Columns.Count) - (low * (low + 1) / 2) + high - low - 1;
}
