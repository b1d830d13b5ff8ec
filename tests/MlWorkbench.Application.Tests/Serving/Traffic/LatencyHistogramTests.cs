using MlWorkbench.Application.Serving.Traffic;

namespace MlWorkbench.Application.Tests.Serving.Traffic;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Quantile_WithoutDurations_IsNull() => Assert.Null(new LatencyHistogram().Quantile(0.5));

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    [InlineData(1)]
    public void Quantile_OfManyDurations_IsWithinFivePercent(double share)
    {
        var random = new Random(7);
        double[] durations = [.. Enumerable.Range(0, 10_000).Select(_ => Math.Exp(random.NextDouble() * 8) / 20)];
        var histogram = new LatencyHistogram();
        foreach (var milliseconds in durations)
        {
            histogram.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        Array.Sort(durations);
        var exact = durations[(int)Math.Ceiling(share * durations.Length) - 1];
        Assert.InRange(histogram.Quantile(share)!.Value / exact, 0.95, 1.05);
    }

    [Fact]
    public void Add_StoredHistograms_SumsThem()
    {
        var (one, other) = (new LatencyHistogram(), new LatencyHistogram());
        one.Add(TimeSpan.FromMilliseconds(1));
        one.Add(TimeSpan.Zero);
        other.Add(TimeSpan.FromMilliseconds(1));
        other.Add(TimeSpan.FromDays(1));

        var sum = LatencyHistogram.Of(one.ToBytes());
        sum.Add(other.ToBytes());

        Assert.Equal(4, sum.Count);
        Assert.InRange(sum.Quantile(0.75)!.Value, 0.95, 1.05);
        Assert.Equal(sum.ToBytes(), LatencyHistogram.Of(sum.ToBytes()).ToBytes());
        Assert.True(sum.Quantile(1) > 40_000);
    }
}
