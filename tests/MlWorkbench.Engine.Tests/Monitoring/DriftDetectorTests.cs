using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Monitoring;

public class DriftDetectorTests
{
    [Fact]
    public void Compare_OneOfThreeMoved_FindsItAndKeepsTheDatasetVerdict()
    {
        var result = Compare(Sample(2_000, 0), Sample(2_000, 3), new Dictionary<string, double> { ["age"] = 0.2, ["plan"] = 0.1 });
        Assert.Equal(("age", true, "wasserstein", 0.2), (result.Features[0].Name, result.Features[0].Drifted, result.Features[0].Test!, result.Features[0].Importance!.Value));
        Assert.Equal((3, 1, false), (result.Tested, result.Drifted, result.DatasetDrifted));
        Assert.Equal(1.0 / 3, result.DriftedShare, 1e-12);
        Assert.Equal(
            "Some columns have drifted, but the dataset as a whole has not: 1 of 3 columns (age), among them the model's most important one (age), 2,000 rows compared.",
            DriftVerdict.Sentence(result));
    }

    [Fact]
    public void Compare_SameData_FindsNothing()
    {
        var result = Compare(Sample(500, 0), Sample(500, 0));
        Assert.Equal((3, 0), (result.Tested, result.Drifted));
        Assert.Equal("No drift: none of 3 columns differs from the training data.", DriftVerdict.Sentence(result));
    }

    [Fact]
    public void Compare_HalfOfTheColumnsDrifted_TheDatasetDrifted()
    {
        var reference = new Table([Numbers("a", i => i % 50), Numbers("b", i => i % 50)]);
        var current = new Table([Numbers("a", i => (i % 50) + 30), Numbers("b", i => i % 50)]);
        Assert.True(Compare(reference, current).DatasetDrifted);
    }

    [Fact]
    public void Compare_EmptyColumn_IsAnErrorAndNotNoDrift()
    {
        var reference = new Table([Numbers("a", i => i), Numbers("b", i => i)]);
        var current = new Table([Numbers("a", _ => double.NaN), Numbers("b", i => i)]);
        var result = Compare(reference, current);
        Assert.Equal(("a", false, "The current data has no value in this column."), (result.Features[0].Name, result.Features[0].Drifted, result.Features[0].Error!));
        Assert.Equal(1, result.Features[0].CurrentMissing);
        Assert.Equal(1, result.Tested);
        Assert.EndsWith("1 column could not be tested.", DriftVerdict.Sentence(result), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_ColumnThatIsNotThere_IsAnError()
    {
        var result = Compare(new Table([Numbers("a", i => i)]), new Table([Numbers("b", i => i)]));
        Assert.Equal("The current data does not have this column.", result.Features[0].Error);
        Assert.Equal("No column could be tested. 1 column could not be tested.", DriftVerdict.Sentence(result));
    }

    [Fact]
    public void Compare_WordsWhereNumbersWere_NamesTheRow()
    {
        var current = new CategoricalColumn("a", ColumnType.Category, [0, 1], ["4", "n/k"]);
        var result = Compare(new Table([Numbers("a", i => i)]), new Table([current]));
        Assert.Equal("The reference data contains numbers, but the current data contains 'n/k' in row 2.", result.Features[0].Error);
    }

    [Fact]
    public void Compare_LevelsReadAsNumbers_AreTheSameLevels()
    {
        var reference = new CategoricalColumn("senior", ColumnType.Boolean, [.. Enumerable.Range(0, 300).Select(i => i % 2)], ["0", "1"]);
        var result = Compare(new Table([reference]), new Table([Numbers("senior", i => i % 2)]));
        Assert.Equal(("z", 1.0, false), (result.Features[0].Test!, result.Features[0].Statistic!.Value, result.Features[0].Drifted));
    }

    [Fact]
    public void Compare_Dates_AreSkippedAndSaidSo()
    {
        var day = new NumericColumn("day", ColumnType.Date, [1, 2, 3]);
        var result = Compare(new Table([day]), new Table([day]));
        Assert.Empty(result.Features);
        Assert.Equal("day: dates always advance", Assert.Single(result.Skipped));
    }

    [Fact]
    public void Compare_InfiniteValues_AreLeftOut()
    {
        var current = Numbers("a", i => i == 0 ? double.PositiveInfinity : i);
        Assert.False(Compare(new Table([Numbers("a", i => i)]), new Table([current])).Features[0].Drifted);
    }

    [Fact]
    public void Compare_Texts_AreToldApartByTheirWords()
    {
        var reference = Texts(400, i => $"the delivery was {(i % 3 == 0 ? "late" : "on time")} and the box number {i % 7} was fine");
        var same = Texts(400, i => $"the delivery was {(i % 3 == 1 ? "late" : "on time")} and the box number {i % 7} was fine");
        var other = Texts(400, i => $"the login page {(i % 3 == 0 ? "fails" : "crashes")} with error {i % 7}");
        Assert.False(Compare(reference, same).Features[0].Drifted);
        var drifted = Compare(reference, other).Features[0];
        Assert.Equal(("perc_text_content_drift", true), (drifted.Test!, drifted.Drifted));
        Assert.InRange(drifted.Statistic!.Value, 0.999, 1);
    }

    [Fact]
    public void Compare_HistogramsOfBoth_SumToOne()
    {
        var result = Compare(Sample(2_000, 0), Sample(2_000, 3));
        Assert.All(result.Features, feature =>
        {
            Assert.Equal(1, feature.Histogram!.Reference.Sum(), 1e-9);
            Assert.Equal(1, feature.Histogram.Current.Sum(), 1e-9);
        });
        Assert.Equal(25, result.Features.Single(feature => feature.Name == "age").Histogram!.Edges!.Length);
        Assert.Equal(["basic", "plus"], result.Features.Single(feature => feature.Name == "plan").Histogram!.Levels!);
    }

    [Fact]
    public void Compare_OneWildValue_DoesNotSqueezeTheHistogram()
    {
        var reference = new Table([Numbers("a", i => i)]);
        var current = new Table([Numbers("a", i => i == 5 ? 1e9 : i)]);
        var histogram = Compare(reference, current).Features[0].Histogram!;
        Assert.InRange(histogram.Edges![^1], 200, 400);
        Assert.Equal(1, histogram.Current.Sum(), 1e-9);
    }

    [Fact]
    public void Compare_ManyLevels_ShowsTheFrequentOnesAndTheRestTogether()
    {
        var column = new CategoricalColumn("city", ColumnType.Category, [.. Enumerable.Range(0, 900).Select(i => i % 30)], [.. Enumerable.Range(0, 30).Select(i => $"city {i}")]);
        var histogram = Compare(new Table([column]), new Table([column])).Features[0].Histogram!;
        Assert.Equal((20, "11 other levels"), (histogram.Levels!.Count, histogram.Levels[^1]));
    }

    [Fact]
    public void Compare_AMillionRowsOfOneDistribution_DoNotDrift()
    {
        var random = new Random(1);
        Table Draw() => new([new NumericColumn("a", ColumnType.Number, [.. Enumerable.Range(0, 1_000_000).Select(_ => random.NextDouble())])]);
        var (reference, current) = (Draw(), Draw());
        Assert.False(Compare(reference, current).Features[0].Drifted);
    }

    [Fact]
    public void Compare_TwoHalvesOfNoise_SeldomDrift()
    {
        var drifted = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            Table Draw() => new([new NumericColumn("a", ColumnType.Number, [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())])]);
            drifted += Compare(Draw(), Draw()).Drifted;
        }

        Assert.InRange(drifted, 2, 20);
    }

    private static DriftResult Compare(Table reference, Table current, Dictionary<string, double>? importance = null) =>
        DriftDetector.Compare(reference, current, importance, threads: 2, TestContext.Current.CancellationToken);

    private static Table Sample(int rows, double older) => new(
    [
        new NumericColumn("age", ColumnType.Integer, [.. Enumerable.Range(0, rows).Select(i => (i * 37 % 60) + older + 18)]),
        new NumericColumn("income", ColumnType.Number, [.. Enumerable.Range(0, rows).Select(i => i * 41 % 997 / 3.0)]),
        new CategoricalColumn("plan", ColumnType.Category, [.. Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? 1 : 0)], ["basic", "plus"]),
    ]);

    private static NumericColumn Numbers(string name, Func<int, double> value) =>
        new(name, ColumnType.Number, [.. Enumerable.Range(0, 300).Select(value)]);

    private static Table Texts(int rows, Func<int, string> text) =>
        new([new CategoricalColumn("comment", ColumnType.Text, [.. Enumerable.Range(0, rows)], [.. Enumerable.Range(0, rows).Select(text)])]);
}
