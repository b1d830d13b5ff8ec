using MlWorkbench.Engine.Datasets.Associations;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets.Associations;

/// <summary>
/// Golden numbers from pandas 1.5 and scipy 1.10 over i = np.arange(300); a = i * 7 % 5; b = (a + (i % 11 == 0)) % 4; x = np.sqrt(i) * np.cos(i) + a with every 17th missing; y = x * 0.5 + np.sin(i * 3).
/// </summary>
public sealed class AssociationMeasuresTests
{
    private static readonly int[] A = [.. Enumerable.Range(0, 300).Select(i => i * 7 % 5)];
    private static readonly int[] B = [.. Enumerable.Range(0, 300).Select(i => (A[i] + (i % 11 == 0 ? 1 : 0)) % 4)];
    private static readonly double[] X = [.. Enumerable.Range(0, 300).Select(i => i % 17 == 0 ? double.NaN : Value(i))];
    private static readonly double[] Y = [.. Enumerable.Range(0, 300).Select(i => (Value(i) * 0.5) + Math.Sin(i * 3))];

    // pd.Series(x).corr(pd.Series(y))
    [Fact]
    public void Pearson_WithMissing_MatchesPandas() => Assert.Equal(0.9871671251305474, AssociationMeasures.Pearson(X, Y), 1e-12);

    // chi2 = scipy.stats.chi2_contingency(pd.crosstab(a, b), correction=False)[0], then Bergsma's formula
    [Fact]
    public void CramersV_MatchesScipyWithBergsmasCorrection() => Assert.Equal(0.8725778769713757, AssociationMeasures.CramersV(A, 5, B, 4), 1e-12);

    [Fact]
    public void CramersV_UnusedLevels_DoNotCount() => Assert.Equal(0.8725778769713757, AssociationMeasures.CramersV(A, 9, B, 7), 1e-12);

    // g = df.groupby("a").x; sqrt((g.size() * (g.mean() - m) ** 2).sum() / ((x - m) ** 2).sum())
    [Fact]
    public void CorrelationRatio_WithMissing_MatchesPandas() => Assert.Equal(0.14911714734477025, AssociationMeasures.CorrelationRatio(A, 5, X), 1e-12);

    [Fact]
    public void Measures_OfConstants_AreZero()
    {
        Assert.Equal(0, AssociationMeasures.Pearson(new double[300], Y));
        Assert.Equal(0, AssociationMeasures.CramersV(new int[300], 1, B, 4));
        Assert.Equal(0, AssociationMeasures.CorrelationRatio(A, 5, new double[300]));
    }

    [Fact]
    public void Compare_MixedColumns_UsesTheMeasureOfEachPairAndFindsTheStrongest()
    {
        var matrix = AssociationBuilder.Compare(
            [new NumericColumn("x", ColumnType.Number, X), new CategoricalColumn("a", ColumnType.Category, A, ["0", "1", "2", "3", "4"]), new NumericColumn("y", ColumnType.Number, Y), new CategoricalColumn("b", ColumnType.Category, B, ["0", "1", "2", "3"])],
            300,
            [],
            TestContext.Current.CancellationToken);

        Assert.Equal([("x", "y", "pearson"), ("a", "b", "cramers_v")], matrix.Strongest.Take(2).Select(pair => (pair.First, pair.Second, pair.Measure)));
        Assert.Equal((0.9872f, 0.1491f, 0.8726f, 1f), (matrix[2, 0], matrix[0, 1], matrix[1, 3], matrix[2, 2]));
    }

    private static double Value(int i) => (Math.Sqrt(i) * Math.Cos(i)) + A[i];
}
