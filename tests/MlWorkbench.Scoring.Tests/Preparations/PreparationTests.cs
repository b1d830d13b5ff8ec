using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Tests.Preparations;

public sealed class PreparationTests
{
    [Fact]
    public void Apply_OneRowOrATable_GivesTheSameToTheLastBit()
    {
        var preparation = PreparedModel.Preparation();
        var (rows, bound) = (SmallModel.Rows(), new BoundPreparation(preparation, SmallModel.Signature()));
        var table = preparation.Apply(rows);
        var model = new LoadedModel(PreparedModel.Package());
        var prepared = new ScoringRow(bound.Width);
        for (var row = 0; row < rows.RowCount; row++)
        {
            bound.Apply(SmallModel.Row(model, rows, row), prepared);
            foreach (var column in table.Columns)
            {
                var position = bound.Find(column.Name)!.Position;
                if (column is NumericColumn numbers)
                {
                    Assert.Equal(BitConverter.DoubleToInt64Bits(numbers.Values[row]), BitConverter.DoubleToInt64Bits(prepared.Numbers[position]));
                }
                else
                {
                    Assert.Equal(column.TextAt(row), prepared.Texts[position]);
                }
            }
        }
    }

    [Fact]
    public void Score_OneRowOrATable_GivesTheSameToTheLastBit()
    {
        var model = new LoadedModel(PreparedModel.Package());
        var all = model.Score(SmallModel.Rows());
        var one = new double[2];
        for (var row = 0; row < 4; row++)
        {
            model.Score(SmallModel.Row(model, SmallModel.Rows(), row), one);
            Assert.Equal(all[(row * 2)..((row * 2) + 2)], one);
        }
    }

    [Fact]
    public void Explain_PreparedColumns_SpeaksOfTheColumnsOfTheSignatureAndAddsUp()
    {
        var model = new LoadedModel(new ModelPackage(SmallModel.Signature(), PreparedModel.Package().Predictor.Pipelines.First().Pipeline));
        var row = SmallModel.Row(model, SmallModel.Rows(), 2);
        var outputs = new double[2];
        model.Score(row, outputs);

        var explanation = model.Explain(row)[0];

        Assert.Equal(5, explanation.Contributions.Length);
        Assert.Equal(Math.Log(outputs[1] / outputs[0]), explanation.BaseValue + explanation.Contributions.Sum(), 9);
        Assert.NotEqual(0, explanation.Contributions[2]);
    }

    [Theory]
    [InlineData(-3.0, -1.3862943611198906)]
    [InlineData(0.0, 0.0)]
    [InlineData(1.718281828459045, 1.0)]
    public void SignedLog_OfNumbers_IsOddAndZeroAtZero(double value, double expected) =>
        Assert.Equal(expected, Numbers(new SignedLogStep("x", "x"), value)[0], 12);

    [Theory]
    [InlineData(9.99, "below 10")]
    [InlineData(10.0, "10 to 20")]
    [InlineData(20.0, "from 20")]
    [InlineData(double.NaN, null)]
    public void Bin_OfNumbers_BeginsWithItsLowerEdge(double value, string? expected) =>
        Assert.Equal(expected, new BinStep("x", "x", [10, 20]).Apply([new NumericColumn("x", ColumnType.Number, [value])])[0].TextAt(0));

    [Theory]
    [InlineData(CombineOperation.Ratio, 6.0, 3.0, 2.0)]
    [InlineData(CombineOperation.Ratio, 6.0, 0.0, double.NaN)]
    [InlineData(CombineOperation.Difference, 6.0, 3.0, 3.0)]
    [InlineData(CombineOperation.Product, 6.0, double.NaN, double.NaN)]
    [InlineData(CombineOperation.Sum, 6.0, 3.0, 9.0)]
    public void Combine_TwoNumbers_IsMissingWhereThereIsNoAnswer(CombineOperation operation, double left, double right, double expected) =>
        Assert.Equal(expected, ((NumericColumn)new CombineStep("a", "b", operation, "c").Apply([Column("a", left), Column("b", right)])[0]).Values[0]);

    [Fact]
    public void DateParts_OfADate_AreThoseOfTheCalendar()
    {
        // 2021-01-03 was a Sunday, in the 53rd ISO week of 2020.
        var date = DateText.ToUnixSeconds(new DateTime(2021, 1, 3, 6, 30, 0, DateTimeKind.Utc));
        var step = new DatePartColumnsStep("d", [.. Enum.GetValues<DatePart>()], keep: false);
        Assert.Equal([2021, 1, 1, 53, 3, 7, 3, 6.5], step.Apply([new NumericColumn("d", ColumnType.Date, [date])]).Select(column => ((NumericColumn)column).Values[0]));
    }

    [Fact]
    public void Flags_OfWholeNumbers_NameTheLevelsAsTexts()
    {
        var flags = new FlagsStep("shop", ["1", "0"], other: true, missing: true, keep: false).Apply([new NumericColumn("shop", ColumnType.Integer, [1, -0.0, 7, double.NaN])]);
        Assert.Equal(["shop = 1", "shop = 0", "shop other", "shop missing"], flags.Select(flag => flag.Name));
        Assert.Equal([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], flags.Select(flag => ((NumericColumn)flag).Values));
    }

    [Fact]
    public void KnownWords_OfAText_AreTfIdfOfLengthOne()
    {
        var step = new KnownWordsStep("note", 2, ["good", "good day"], [1, 2], keep: false);
        var values = step.Apply([new CategoricalColumn("note", ColumnType.Text, [0, 1], ["Good day, GOOD day!", "nothing known"])]).Select(column => ((NumericColumn)column).Values).ToArray();
        // good twice: 1 + ln 2; good day twice: 2 (1 + ln 2).
        Assert.Equal(1 / Math.Sqrt(5), values[0][0], 12);
        Assert.Equal(2 / Math.Sqrt(5), values[1][0], 12);
        Assert.Equal(0, values[0][1]);
    }

    [Fact]
    public void WordGrams_OfAText_AreItsWordsAndTheirRuns() =>
        Assert.Equal(["good", "good old", "good old days", "old", "old days", "days"], Grams("  Good, old days.", 3));

    [Fact]
    public void History_AnyRow_SeesStrictlyEarlierValuesOfItsGroupOnly()
    {
        var step = new HistoryStep("t", "g", 0, ["a", "b"], [0, 4, 5], [1, 2, 2, 4, 0], [10, 20, 30, 40, 99],
            [new HistoryColumn("lag", HistoryMeasure.Lag, 1), new HistoryColumn("mean", HistoryMeasure.Mean, 2), new HistoryColumn("n", HistoryMeasure.Count, 10)]);
        var result = step.Apply(
        [
            Column("t", 1, 2, 2.5, 4, 100, 5, double.NaN),
            new CategoricalColumn("g", ColumnType.Category, [0, 0, 0, 0, 0, 1, 0], ["a", "c"]),
        ]).Select(column => ((NumericColumn)column).Values).ToArray();
        Assert.Equal([double.NaN, 10, 30, 30, 40, double.NaN, double.NaN], result[0]);
        Assert.Equal([double.NaN, 10, 25, 25, 35, double.NaN, double.NaN], result[1]);
        Assert.Equal([0, 1, 3, 3, 4, 0, 0], result[2]);
    }

    [Fact]
    public void With_NewerValues_AddsThemAndTakesTheirWordOfAMoment()
    {
        var step = new HistoryStep("t", "g", 0, ["a", "b"], [0, 3, 4], [1, 2, 4, 0], [10, 20, 40, 99], [new HistoryColumn("lag", HistoryMeasure.Lag, 1), new HistoryColumn("n", HistoryMeasure.Count, 10)], "y");
        Column[] newer = [new NumericColumn("t", ColumnType.Number, [4, 3, 5, 6, double.NaN, 7]), Texts("g", "a", "a", "c", null, "a", "a")];
        var values = new NumericColumn("y", ColumnType.Number, [41, 30, 50, 60, 1, double.NaN]);

        var once = step.With(newer, values);
        var twice = once.With(newer, values);

        Assert.Equal([40, 99, double.NaN], Lags(step));
        Assert.Equal([41, 99, 50], Lags(once));
        Assert.Equal([41, 99, 50], Lags(twice));
        Assert.Equal(["a", "b", "c"], twice.Levels);
        Assert.Equal([0, 4, 5, 6], twice.Starts);
        Assert.Equal([1, 2, 3, 4, 0, 5], twice.Times);
        Assert.Equal([10, 20, 30, 41, 99, 50], twice.Values);
        Assert.Equal([40, 99, double.NaN], Lags(step));

        static double[] Lags(HistoryStep step) => ((NumericColumn)step.Apply([new NumericColumn("t", ColumnType.Number, [9, 9, 9]), Texts("g", "a", "b", "c")])[0]).Values;
    }

    [Fact]
    public void WithHistory_ColumnsMadeByEarlierSteps_ArePreparedAsTheRowsAre()
    {
        var preparation = new Preparation(
        [
            new ImputeNumberStep("x", "x", ColumnType.Number, 5), new SignedLogStep("other", "other log"),
            HistoryStep.Empty("x", "t", null, 0, [new HistoryColumn("x lag", HistoryMeasure.Lag, 1)]),
            HistoryStep.Empty("y", "t", null, 0, [new HistoryColumn("y lag", HistoryMeasure.Lag, 1)]),
            HistoryStep.Empty("y lag", "t", null, 0, [new HistoryColumn("y lag twice", HistoryMeasure.Lag, 1)]),
        ]);
        var past = new Table([new NumericColumn("t", ColumnType.Number, [1, 2]), new NumericColumn("x", ColumnType.Number, [3, double.NaN]), new NumericColumn("y", ColumnType.Number, [10, 20])]);

        var row = preparation.WithHistory(past).Apply(new Table(
            [new NumericColumn("t", ColumnType.Number, [3]), new NumericColumn("x", ColumnType.Number, [7]), new NumericColumn("other", ColumnType.Number, [0])]));

        Assert.Equal(["t", "x", "y"], preparation.HistoryColumns.Order());
        Assert.Equal([5, 20, 10], new[] { "x lag", "y lag", "y lag twice" }.Select(name => ((NumericColumn)row[name]).Values[0]));
    }

    [Fact]
    public void WithHistory_PackageOfAnOlderProgram_StaysAsItIs()
    {
        // Its history does not contain the name of its column.
        var model = new LoadedModel(PreparedModel.Package());

        Assert.Null(model.History);
        Assert.Same(model, model.WithHistory(SmallModel.Rows()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_PackageThatLooksBack_KeepsItsHistoryAndLetsItGrow(bool grown)
    {
        var step = new HistoryStep("since", "colour", 0, ["red"], [0, 1], [5], [7], [new HistoryColumn("sales lag", HistoryMeasure.Lag, 1)], "sales");
        var featurePipeline = new FeaturePipeline([new StandardiseStep("sales lag", 0, 0, 1, missingFlag: false)]).After(new Preparation([step]));
        var signature = SmallModel.Signature();
        Table rows = new([new NumericColumn("since", ColumnType.Date, [6, 9]), Texts("colour", "red", "blue"), new NumericColumn("sales", ColumnType.Integer, [2, 4])]);
        var model = new LoadedModel(new ModelPackage(signature, new Pipeline(featurePipeline, new LinearModel([1], [0], [0], Link.Sigmoid))));
        using var stream = new MemoryStream();
        ModelPackageWriter.Write((grown ? model.WithHistory(rows) : model).Package, stream, new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        stream.Position = 0;

        var read = LoadedModel.Load(stream);

        Assert.Equal([("colour", ColumnType.Category), ("since", ColumnType.Date), ("sales", ColumnType.Number)], read.History!.Columns.Select(column => (column.Name, column.Type)));
        Assert.Equal(grown ? 2 : 7, LogOdds(read, "red"), 9);
        Assert.Equal(2, LogOdds(read.WithHistory(rows), "red"), 9);
        Assert.Equal(4, LogOdds(read.WithHistory(rows), "blue"), 9);

        double LogOdds(LoadedModel loaded, string colour)
        {
            var row = loaded.NewRow();
            row.Numbers[signature.IndexOf("since")] = 100;
            row.Texts[signature.IndexOf("colour")] = colour;
            var outputs = new double[2];
            loaded.Score(row, outputs);
            return Math.Log(outputs[1] / outputs[0]);
        }
    }

    [Fact]
    public void Bind_HistoryOfTexts_IsRefused()
    {
        var step = HistoryStep.Empty("colour", "since", null, 0, [new HistoryColumn("lag", HistoryMeasure.Lag, 1)]);
        Assert.Throws<ArgumentException>(() => new BoundPreparation(new Preparation([step]), SmallModel.Signature()));
    }

    [Fact]
    public void History_WithAGap_LeavesOutWhatIsTooRecent()
    {
        var step = new HistoryStep("t", null, 2, [""], [0, 3], [1, 2, 3], [10, 20, 30], [new HistoryColumn("lag", HistoryMeasure.Lag, 1)]);
        Assert.Equal([double.NaN, 10, 20, 30], ((NumericColumn)step.Apply([Column("t", 2, 3, 4, 9)])[0]).Values);
    }

    [Fact]
    public void Bind_StepsThatDoNotFit_Refused()
    {
        Refused("which does not exist", new SignedLogStep("wage", "wage"));
        Refused("cannot read column 'note'", new SignedLogStep("note", "note"));
        Refused("writes column 'since' twice", new SignedLogStep("age", "since"));
        Refused("which does not exist", new DropStep(["age"]), new SignedLogStep("age", "age"));

        static void Refused(string reason, params PreparationStep[] steps) => Assert.Contains(
            reason, Assert.Throws<ArgumentException>(() => new BoundPreparation(new Preparation(steps), SmallModel.Signature())).Message, StringComparison.Ordinal);
    }

    private static string[] Grams(string text, int words)
    {
        var normalised = WordGrams.Normalise(text);
        return [.. WordGrams.Find(normalised, words).Select(range => normalised[range])];
    }

    private static NumericColumn Column(string name, params double[] values) => new(name, ColumnType.Number, values);

    private static CategoricalColumn Texts(string name, params string?[] values)
    {
        string[] levels = [.. values.OfType<string>().Distinct()];
        return new CategoricalColumn(name, ColumnType.Category, Array.ConvertAll(values, value => Array.IndexOf(levels, value)), levels);
    }

    private static double[] Numbers(PreparationStep step, params double[] values) => ((NumericColumn)step.Apply([Column("x", values)])[0]).Values;
}
