namespace MlWorkbench.Engine.Features;

/// <summary>Rows of mostly zeros: the non-zero values of row i are at <c>Starts[i]</c> up to <c>Starts[i + 1]</c>.</summary>
internal sealed record SparseMatrix(int[] Starts, int[] Columns, float[] Values, int Width)
{
    public int Rows => Starts.Length - 1;
}
