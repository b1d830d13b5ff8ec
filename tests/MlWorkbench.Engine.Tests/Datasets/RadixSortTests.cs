namespace MlWorkbench.Engine.Tests.Datasets;

public class RadixSortTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_999)]
    [InlineData(2_000)]
    [InlineData(70_000)]
    public void Sort_AnyNumbers_GivesTheOrderOfComparing(int count)
    {
        var random = new Random(count);
        double[] special = [0, -0.0, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 1e300, -1e300, 1, -1];
        double[] values = [.. Enumerable.Range(0, count).Select(i => (i % 4) switch
        {
            0 => random.Next(-50, 50),
            1 => special[random.Next(special.Length)],
            2 => random.NextDouble() - 0.5,
            _ => Math.Pow(10, random.Next(-300, 300)) * (random.Next(2) == 0 ? 1 : -1),
        })];
        double[] expected = [.. values.Order()];

        Sort(values);

        Assert.Equal(expected, values);
    }

    [Fact]
    public void Sort_SameValueThroughout_LeavesItAlone()
    {
        double[] values = [.. Enumerable.Repeat(-3.5, 5_000)];

        Sort(values);

        Assert.All(values, value => Assert.Equal(-3.5, value));
    }

    [Fact]
    public void Sort_MemoryOfALongerSort_IsUsedAgain()
    {
        ulong[] spare = [];
        RadixSort.Sort([.. Enumerable.Range(0, 5_000).Select(i => -(double)i)], ref spare);
        var before = spare;
        double[] values = [.. Enumerable.Range(0, 3_000).Select(i => (double)(i * 7919 % 3_001))];
        double[] expected = [.. values.Order()];

        RadixSort.Sort(values, ref spare);

        Assert.Equal(expected, values);
        Assert.Same(before, spare);
    }

    private static void Sort(double[] values)
    {
        ulong[] spare = [];
        RadixSort.Sort(values, ref spare);
    }
}
