using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Engine.Tests.Evaluations;

public sealed class FalseDiscoveryRateTests
{
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5), method = "BH")
    [Fact]
    public void Adjust_KnownPValues_MatchesR() =>
        Assert.Equal([0.025, 0.05, 0.05, 0.025, 0.5], FalseDiscoveryRate.Adjust([0.01, 0.04, 0.03, 0.005, 0.5]).Select(p => Math.Round(p, 12)));

    [Fact]
    public void Adjust_None_IsNone() => Assert.Empty(FalseDiscoveryRate.Adjust([]));
}
