namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Rows sorted by their hashes. Rows with equal hashes are in the order of the table.</summary>
internal sealed class SortedRows
{
    private readonly ulong[] _hashes;

    /// <param name="hashes">Hash of each row. The array is not changed.</param>
    public SortedRows(ulong[] hashes)
    {
        _hashes = [.. hashes];
        Rows = [.. Enumerable.Range(0, hashes.Length)];
        Array.Sort(_hashes, Rows);
        for (var start = 0; start < Rows.Length; start = EndOfRun(start))
        {
            Array.Sort(Rows, start, EndOfRun(start) - start);
        }
    }

    /// <summary>0-based rows in sorted order.</summary>
    public int[] Rows { get; }

    /// <summary>Runs of equal hashes of both tables in order, as ranges of <see cref="Rows"/>. Either range can be empty.</summary>
    public static IEnumerable<(ArraySegment<int> First, ArraySegment<int> Second)> Merge(SortedRows first, SortedRows second)
    {
        var (i, j) = (0, 0);
        while (i < first.Rows.Length || j < second.Rows.Length)
        {
            var hash = Smaller(first, i, second, j);
            var (nextI, nextJ) = (first.EndOfRun(i, hash), second.EndOfRun(j, hash));
            yield return (new ArraySegment<int>(first.Rows, i, nextI - i), new ArraySegment<int>(second.Rows, j, nextJ - j));
            (i, j) = (nextI, nextJ);
        }
    }

    /// <summary>Runs of more than one row.</summary>
    public IEnumerable<ArraySegment<int>> Repeats()
    {
        for (var start = 0; start < Rows.Length; start = EndOfRun(start))
        {
            if (EndOfRun(start) - start is > 1 and var length)
            {
                yield return new ArraySegment<int>(Rows, start, length);
            }
        }
    }

    private static ulong Smaller(SortedRows first, int i, SortedRows second, int j)
    {
        if (i == first.Rows.Length)
        {
            return second._hashes[j];
        }

        return j == second.Rows.Length ? first._hashes[i] : Math.Min(first._hashes[i], second._hashes[j]);
    }

    private int EndOfRun(int start) => EndOfRun(start, _hashes[start]);

    private int EndOfRun(int start, ulong hash)
    {
        while (start < _hashes.Length && _hashes[start] == hash)
        {
            start++;
        }

        return start;
    }
}
