namespace MlWorkbench.Application.Serving.Traffic;

/// <summary>Counts of durations in buckets that grow by 10 %, from 0.01 ms to 50 s. Histograms add up, so quantiles of any range come from their sum.</summary>
/// <remarks>A quantile is within 5 % of the exact one. Not thread-safe.</remarks>
internal sealed class LatencyHistogram
{
    private const double First = 0.01;
    private const double Growth = 1.1;
    private const int Buckets = 162;

    private readonly int[] _counts = new int[Buckets];

    public long Count { get; private set; }

    /// <param name="stored">The result of <see cref="ToBytes"/>.</param>
    public static LatencyHistogram Of(byte[] stored)
    {
        var histogram = new LatencyHistogram();
        histogram.Add(stored);
        return histogram;
    }

    public void Add(TimeSpan duration)
    {
        var position = Math.Log(Math.Max(duration.TotalMilliseconds, First) / First) / Math.Log(Growth);
        _counts[Math.Min((int)position, Buckets - 1)]++;
        Count++;
    }

    /// <summary>Adds a stored histogram.</summary>
    public void Add(byte[] stored)
    {
        using var reader = new BinaryReader(new MemoryStream(stored));
        var bucket = -1;
        while (reader.BaseStream.Position < stored.Length)
        {
            bucket += reader.Read7BitEncodedInt();
            var count = reader.Read7BitEncodedInt();
            _counts[bucket] += count;
            Count += count;
        }
    }

    /// <summary>Returns the pairs of distance to the previous filled bucket and count.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var previous = -1;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            if (_counts[bucket] > 0)
            {
                writer.Write7BitEncodedInt(bucket - previous);
                writer.Write7BitEncodedInt(_counts[bucket]);
                previous = bucket;
            }
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>Returns the quantile in milliseconds, in the geometric middle of its bucket. Null without durations.</summary>
    public double? Quantile(double share)
    {
        var before = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var bucket = 0; bucket < Buckets && Count > 0; bucket++)
        {
            before -= _counts[bucket];
            if (before <= 0)
            {
                return First * Math.Pow(Growth, bucket + 0.5);
            }
        }

        return null;
    }
}
