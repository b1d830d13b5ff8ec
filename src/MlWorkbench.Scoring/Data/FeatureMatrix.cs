namespace MlWorkbench.Scoring.Data;

/// <summary>Input of models: one dense row of features per row of data, row after row in one array. NaN means missing.</summary>
public sealed class FeatureMatrix(float[] values, int rows, int width)
{
    public FeatureMatrix(int rows, int width)
        : this(new float[(long)rows * width], rows, width)
    {
    }

    public float[] Values { get; } = values;

    public int Rows { get; } = rows;

    public int Width { get; } = width;

    public Span<float> Row(int row) => Values.AsSpan(row * Width, Width);
}
