namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>Evenly spaced rows. Measures between columns do not need every row of a large table.</summary>
internal static class RowSample
{
    /// <summary>A correlation over this many rows has a standard error below 0.01.</summary>
    public const int MostRows = 20_000;

    public static int[] Of(int rows) => Of(rows, MostRows);

    public static int[] Of(int rows, int most)
    {
        var sample = new int[Math.Min(rows, most)];
        for (var i = 0; i < sample.Length; i++)
        {
            sample[i] = (int)((long)i * rows / sample.Length);
        }

        return sample;
    }
}
