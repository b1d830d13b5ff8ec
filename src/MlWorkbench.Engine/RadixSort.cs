using System.Runtime.InteropServices;

namespace MlWorkbench.Engine;

/// <summary>
/// Sorts many doubles by their bytes, least significant first, which is faster than comparisons (Knuth, The Art of Computer Programming 3, 5.2.5).
/// </summary>
internal static class RadixSort
{
    private const int Buckets = 256;
    private const ulong Sign = 0x8000_0000_0000_0000;

    /// <summary>Below this length, the passes over the bytes cost more than comparisons.</summary>
    private const int Few = 2_000;

    /// <summary>Above this length, the second array would take too much memory for the saved time.</summary>
    private const int Many = 12_000_000;

    /// <param name="values">Values without NaN.</param>
    /// <param name="spare">Memory that the next sort can reuse. It grows as needed.</param>
    public static void Sort(Span<double> values, ref ulong[] spare)
    {
        if (values.Length is < Few or > Many)
        {
            values.Sort();
            return;
        }

        if (spare.Length < values.Length)
        {
            spare = GC.AllocateUninitializedArray<ulong>(values.Length);
        }

        var keys = MemoryMarshal.Cast<double, ulong>(values);
        var counts = ToKeys(keys);
        var from = keys;
        var to = spare.AsSpan(0, keys.Length);
        for (var place = 0; place < sizeof(ulong); place++)
        {
            var ends = counts.AsSpan(place * Buckets, Buckets);
            // Whole numbers have the same lower bytes throughout.
            if (ends[Byte(from[0], place)] == from.Length)
            {
                continue;
            }

            Move(from, to, place, ends);
            var moved = to;
            to = from;
            from = moved;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = from[i] ^ (((from[i] >> 63) - 1) | Sign);
        }
    }

    /// <summary>Converts each double to an integer of the same order, and counts the bytes of each position.</summary>
    private static int[] ToKeys(Span<ulong> keys)
    {
        var counts = new int[sizeof(ulong) * Buckets];
        for (var i = 0; i < keys.Length; i++)
        {
            var key = keys[i] ^ ((ulong)((long)keys[i] >> 63) | Sign);
            keys[i] = key;
            for (var place = 0; place < sizeof(ulong); place++)
            {
                counts[(place * Buckets) + Byte(key, place)]++;
            }
        }

        return counts;
    }

    private static void Move(ReadOnlySpan<ulong> from, Span<ulong> to, int place, Span<int> counts)
    {
        var start = 0;
        foreach (ref var count in counts)
        {
            (count, start) = (start, start + count);
        }

        foreach (var key in from)
        {
            to[counts[Byte(key, place)]++] = key;
        }
    }

    private static int Byte(ulong key, int place) => (byte)(key >> (8 * place));
}
