using System.Text;
using MlWorkbench.Engine.Datasets.Csv;

namespace MlWorkbench.Engine.Tests.Datasets;

public sealed class DistinctSampleTests
{
    private const int Places = 1_024;

    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    public void Distinct_ValuesThatFit_IsExact(int values)
    {
        var sample = Sample(Enumerable.Range(0, values));

        Assert.Equal((values, false), (sample.Distinct, sample.HasRepeats));
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(200_000)]
    public void Distinct_FarMoreThanFit_IsEstimatedWithinAFifth(int values) =>
        Assert.InRange(Sample(Enumerable.Range(0, values)).Distinct, 0.8 * values, 1.2 * values);

    [Fact]
    public void Distinct_ValuesThatRepeat_DoesNotGrowWithThem()
    {
        var sample = Sample(Enumerable.Range(0, 100_000).Select(row => row % 600));

        Assert.Equal((600, true), (sample.Distinct, sample.HasRepeats));
    }

    [Fact]
    public void HasRepeats_RepeatsFarDown_AreFoundBySample() =>
        Assert.True(Sample(Enumerable.Range(0, 40_000).Concat(Enumerable.Range(20_000, 20_000))).HasRepeats);

    private static DistinctSample Sample(IEnumerable<int> values)
    {
        var sample = new DistinctSample(Places, hasRepeats: false);
        foreach (var value in values)
        {
            sample.Add(Utf8Levels.Hash(Encoding.UTF8.GetBytes($"value {value}")));
        }

        return sample;
    }
}
