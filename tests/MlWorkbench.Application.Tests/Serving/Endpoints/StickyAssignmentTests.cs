using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Limits;

namespace MlWorkbench.Application.Tests.Serving.Endpoints;

public sealed class StickyAssignmentTests
{
    /// <summary>Vectors of GrowthBook's SDK tests (hash version 2).</summary>
    [Theory]
    [InlineData("seed", "a", 0.0505)]
    [InlineData("seed", "b", 0.2696)]
    [InlineData("foo", "ab", 0.2575)]
    [InlineData("foo", "def", 0.2019)]
    [InlineData("89123klj", "8952klfjas09ujkasdf", 0.124)]
    public void PointOf_KnownVectors_AreThoseOfTheSource(string seed, string entity, double point) =>
        Assert.Equal(point, StickyAssignment.PointOf(seed, entity), 12);

    [Fact]
    public void PointOf_ManyEntities_FillTheRangeEvenly()
    {
        var counts = new int[10];
        for (var entity = 0; entity < 100_000; entity++)
        {
            counts[(int)(StickyAssignment.PointOf("deployment", $"customer-{entity}") * 10)]++;
        }

        // Nine standard deviations of a binomial count with p = 0.1.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 860, 10_000 + 860));
    }

    [Fact]
    public void RouteOf_WeightThatGrows_NeverMovesAnEntityBack()
    {
        string[] entities = [.. Enumerable.Range(0, 5_000).Select(entity => $"customer-{entity}")];
        var onNew = new HashSet<string>(StringComparer.Ordinal);
        foreach (var share in (double[])[0.01, 0.1, 0.25, 0.5, 1])
        {
            var endpoint = Endpoint(share);
            string[] now = [.. entities.Where(entity => endpoint.RouteOf(entity).Number == 2)];

            Assert.Empty(onNew.Except(now));
            Assert.InRange(now.Length, (share * 5_000) - 200, (share * 5_000) + 200);
            onNew.UnionWith(now);
        }

        Assert.Equal(5_000, onNew.Count);
    }

    private static ServedEndpoint Endpoint(double share) => new(
        Guid.Empty, "churn", "churn", default, "seed", [Route(2, share), Route(1, 0)], [], [], CallLimits.None);

    private static ServedRoute Route(int number, double share) => new(Guid.NewGuid(), RouteMode.Live, share, Guid.NewGuid(), number, "", null);
}
