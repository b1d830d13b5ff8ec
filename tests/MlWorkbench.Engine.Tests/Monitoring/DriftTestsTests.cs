using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Engine.Tests.Monitoring;

public class DriftTestsTests
{
    [Theory]
    [InlineData(300, 280, 0, 0.01840462373753196)]
    [InlineData(300, 280, 0.7, 0.5784582075991381)]
    [InlineData(40, 40, 0, 0.404587405685253)]
    [InlineData(40, 40, 0.7, 0.7659314523482239)]
    [InlineData(1000, 9000, 0, 1.7772635996532729e-10)]
    [InlineData(1000, 9000, 0.7, 0.013745081685325547)]
    [InlineData(1000, 20000, 0, 5.129412508359561e-11)]
    [InlineData(1000, 20000, 0.7, 0.01044432751165774)]
    [InlineData(100, 20000, 0, 0.0872857343592305)]
    [InlineData(100, 20000, 0.7, 0.7861852717966481)]
    [InlineData(3000, 4096, 0.7, 0.00014647166810665305)]
    public void KolmogorovSmirnov_AnySizes_EqualsScipy(int reference, int current, double back, double golden)
    {
        var columns = ColumnPair.OfNumbers(DriftSamples.Reference(reference), [.. DriftSamples.Current(current).Select(value => value - back)]);
        Assert.Equal(golden, Compute("ks", columns), 1e-6);
    }

    [Fact]
    public void KolmogorovSmirnov_TinyPValue_KeepsItsDigits() =>
        Assert.Equal(1, Compute("ks", ColumnPair.OfNumbers(DriftSamples.Reference(3000), DriftSamples.Current(4096))) / 1.280270522995181e-19, 1e-6);

    [Theory]
    [InlineData(300, 280, "wasserstein", 0.2582218387195301)]
    [InlineData(40, 40, "wasserstein", 0.36742275310765576)]
    [InlineData(3000, 4096, "wasserstein", 0.24012891762753547)]
    [InlineData(300, 280, "jensenshannon", 0.15986857045116032)]
    [InlineData(40, 40, "jensenshannon", 0.23148530893020358)]
    [InlineData(3000, 4096, "jensenshannon", 0.14179948014804045)]
    [InlineData(300, 280, "psi", 0.36083904762809194)]
    [InlineData(40, 40, "psi", 0.45142646931162744)]
    [InlineData(3000, 4096, "psi", 0.2464742570826734)]
    [InlineData(300, 280, "kl_div", 0.08263497180411325)]
    [InlineData(40, 40, "kl_div", 0.21856787489414714)]
    [InlineData(300, 280, "hellinger", 0.1783398059585673)]
    [InlineData(40, 40, "hellinger", 0.23442902369687724)]
    [InlineData(3000, 4096, "hellinger", 0.16098872295414363)]
    public void Distance_OfNumbers_EqualsScipy(int reference, int current, string test, double golden) =>
        Assert.Equal(golden, Compute(test, ColumnPair.OfNumbers(DriftSamples.Reference(reference), DriftSamples.Current(current))), 1e-9);

    [Theory]
    [InlineData("chisquare", 0.7504617013727946, 1e-6)]
    [InlineData("jensenshannon", 0.023067571961013198, 1e-9)]
    [InlineData("hellinger", 0.02306917954320741, 1e-9)]
    public void Test_OfFourLevels_EqualsScipy(string test, double golden, double tolerance) =>
        Assert.Equal(golden, Compute(test, Levels([70, 80, 79, 71], [67, 71, 69, 73])), tolerance);

    [Theory]
    [InlineData("jensenshannon", 0.4597882421507549)]
    [InlineData("psi", 3.960565616050441)]
    [InlineData("kl_div", 0.803709175335673)]
    [InlineData("chisquare", 0)]
    public void Test_OfALevelThatTheReferenceLacks_EqualsScipy(string test, double golden) =>
        Assert.Equal(golden, Compute(test, Levels([50, 30, 20, 0], [10, 30, 20, 40])), 1e-9);

    [Fact]
    public void ProportionZ_TwoLevels_EqualsTheFormula() =>
        Assert.Equal(0.0010592972147700497, Compute("z", Levels([120, 180], [150, 130])), 1e-9);

    [Fact]
    public void ProportionZ_OneLevelInBoth_IsOne() => Assert.Equal(1, Compute("z", Levels([30], [90])));

    [Theory]
    [InlineData(ColumnKind.Numeric, 1000, 6, "ks")]
    [InlineData(ColumnKind.Numeric, 1001, 6, "wasserstein")]
    [InlineData(ColumnKind.Numeric, 1000, 5, "chisquare")]
    [InlineData(ColumnKind.Numeric, 1001, 5, "jensenshannon")]
    [InlineData(ColumnKind.Numeric, 1000, 3, "chisquare")]
    [InlineData(ColumnKind.Numeric, 1000, 2, "z")]
    [InlineData(ColumnKind.Numeric, 1001, 2, "jensenshannon")]
    [InlineData(ColumnKind.Categorical, 1000, 3, "chisquare")]
    [InlineData(ColumnKind.Categorical, 1001, 3, "jensenshannon")]
    [InlineData(ColumnKind.Categorical, 1000, 2, "z")]
    [InlineData(ColumnKind.Categorical, 1001, 2, "jensenshannon")]
    [InlineData(ColumnKind.Text, 1000, 0, "perc_text_content_drift")]
    [InlineData(ColumnKind.Text, 1001, 0, "text_content_drift")]
    public void Choose_EveryRule_IsTheDocumentedOne(ColumnKind kind, int referenceRows, int distinct, string test) =>
        Assert.Equal(test, DriftTests.Choose(kind, referenceRows, distinct).Name);

    [Theory]
    [InlineData("ks", 0.05, true)]
    [InlineData("chisquare", 0.05, false)]
    [InlineData("z", 0.05, false)]
    [InlineData("wasserstein", 0.1, true)]
    [InlineData("jensenshannon", 0.1, true)]
    [InlineData("psi", 0.1, true)]
    [InlineData("kl_div", 0.1, true)]
    [InlineData("hellinger", 0.1, true)]
    [InlineData("text_content_drift", 0.55, false)]
    [InlineData("perc_text_content_drift", 0.95, false)]
    public void Drifts_AtTheThreshold_FollowsTheTestsRule(string name, double threshold, bool drifts)
    {
        var test = DriftTests.All.Single(test => test.Name == name);
        Assert.Equal(threshold, test.Threshold);
        Assert.Equal(drifts, test.Drifts(threshold));
    }

    private static double Compute(string test, ColumnPair columns) => DriftTests.All.Single(candidate => candidate.Name == test).Compute(columns);

    private static ColumnPair Levels(long[] reference, long[] current) =>
        ColumnPair.OfLevels(new LevelCounts([.. reference.Select((_, i) => $"level {i}")], null, reference, current));
}
