namespace MlWorkbench.Scoring.Preparations;

/// <summary>The known past of one group.</summary>
/// <param name="Times">Times in ascending order.</param>
/// <param name="Values">The value at each of the times.</param>
internal sealed record PastValues(ReadOnlyMemory<double> Times, ReadOnlyMemory<double> Values)
{
    /// <summary>The values that are strictly earlier than a time, by at least the gap, oldest first.</summary>
    public ReadOnlySpan<double> Before(double time, double gap)
    {
        var times = Times.Span;
        var latest = time - gap;
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = times[middle] < time && times[middle] <= latest ? (middle + 1, high) : (low, middle);
        }

        return Values.Span[..low];
    }

    /// <summary>Combines both. For a time in both, only the newer values are used.</summary>
    public PastValues With(PastValues newer)
    {
        var (times, values) = (new List<double>(Times.Length + newer.Times.Length), new List<double>(Times.Length + newer.Times.Length));
        var known = Times.Span;
        var added = newer.Times.Span;
        var next = 0;
        for (var i = 0; i < known.Length; i++)
        {
            for (; next < added.Length && added[next] <= known[i]; next++)
            {
                Add(added[next], newer.Values.Span[next]);
            }

            if (next == 0 || added[next - 1] != known[i])
            {
                Add(known[i], Values.Span[i]);
            }
        }

        for (; next < added.Length; next++)
        {
            Add(added[next], newer.Values.Span[next]);
        }

        return new PastValues(times.ToArray(), values.ToArray());

        void Add(double time, double value)
        {
            times.Add(time);
            values.Add(value);
        }
    }
}
