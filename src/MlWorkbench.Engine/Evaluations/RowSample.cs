namespace MlWorkbench.Engine.Evaluations;

/// <summary>Samples rows without replacement.</summary>
internal static class RowSample
{
    /// <summary>
    /// Returns <paramref name="count"/> distinct rows of <paramref name="rows"/> in ascending order, or all rows if there are no more (Knuth's selection
    /// sampling).
    /// </summary>
    public static int[] Draw(int rows, int count, Random random)
    {
        if (count >= rows)
        {
            return [.. Enumerable.Range(0, rows)];
        }

        var drawn = new int[count];
        var found = 0;
        for (var row = 0; found < count; row++)
        {
            if (random.NextDouble() * (rows - row) < count - found)
            {
                drawn[found++] = row;
            }
        }

        return drawn;
    }
}
