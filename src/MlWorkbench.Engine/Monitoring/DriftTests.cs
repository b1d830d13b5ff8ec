using MlWorkbench.Engine.Monitoring.Drift;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>The drift tests and the rules of their selection. These are the defaults of Evidently 0.7.21, so that results can be compared.</summary>
public static class DriftTests
{
    /// <summary>Up to this many reference rows, a test measures significance. Above, where any difference is significant, it measures size.</summary>
    public const int SmallReference = 1_000;

    /// <summary>A numeric column with more distinct reference values than this is binned for distances between distributions.</summary>
    public const int BinnedFrom = 20;

    /// <summary>Numbers with at most this many distinct values are compared value by value.</summary>
    public const int FewNumbers = 5;

    private static readonly IDriftTest KolmogorovSmirnov = new KolmogorovSmirnovTest();
    private static readonly IDriftTest Wasserstein = new WassersteinDistanceTest();
    private static readonly IDriftTest ChiSquare = new ChiSquareTest();
    private static readonly IDriftTest ProportionZ = new ProportionZTest();
    private static readonly IDriftTest JensenShannon = new JensenShannonTest();
    private static readonly IDriftTest DomainPercentile = new DomainClassifierPercentileTest();
    private static readonly IDriftTest DomainAuc = new DomainClassifierAucTest();

    // The first matching row decides. Distinct values are counted over both samples.
    private static readonly (ColumnKind Kind, int MostDistinct, IDriftTest Small, IDriftTest Large)[] Rules =
    [
        (ColumnKind.Numeric, 2, ProportionZ, JensenShannon),
        (ColumnKind.Numeric, FewNumbers, ChiSquare, JensenShannon),
        (ColumnKind.Numeric, int.MaxValue, KolmogorovSmirnov, Wasserstein),
        (ColumnKind.Categorical, 2, ProportionZ, JensenShannon),
        (ColumnKind.Categorical, int.MaxValue, ChiSquare, JensenShannon),
        (ColumnKind.Text, int.MaxValue, DomainPercentile, DomainAuc),
    ];

    public static IReadOnlyList<IDriftTest> All { get; } =
    [
        KolmogorovSmirnov, Wasserstein, ChiSquare, ProportionZ, JensenShannon, DomainPercentile, DomainAuc,
        new PopulationStabilityTest(), new KullbackLeiblerTest(), new HellingerTest(),
    ];

    public static IDriftTest Choose(ColumnKind kind, long referenceRows, int distinct)
    {
        var rule = Rules.First(rule => rule.Kind == kind && distinct <= rule.MostDistinct);
        return referenceRows <= SmallReference ? rule.Small : rule.Large;
    }

    /// <summary>The test by its stable name. Null for an unknown name.</summary>
    public static IDriftTest? Find(string name) => All.FirstOrDefault(test => test.Name == name);
}
