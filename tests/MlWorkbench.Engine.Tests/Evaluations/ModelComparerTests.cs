using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Evaluations;

public class ModelComparerTests
{
    private static readonly IMetric Auc = Metrics.Get(ModelTask.Binary, "auc");

    [Fact]
    public void Compare_PairedAuc_EqualsDeLongsTest()
    {
        var comparison = ModelComparer.Compare(
            SampleModels.Binary, SampleModels.BinaryPredictions, SampleModels.WorseBinaryPredictions, new Table([]), Auc, 1);
        // golden.py, "paired auc": difference and standard error by the definition.
        Assert.Equal(0.015001500150015001, comparison.Overall!.Gain, 1e-12);
        Assert.Equal(0.013550323816095035 * 1.971956544249395, comparison.Overall.High - comparison.Overall.Gain, 1e-9);
        Assert.Equal(ComparisonOutcome.WithinNoise, comparison.Outcome);
    }

    /// <summary>Two models on 4,000 rows by a formula. The expected numbers are from scipy (paired t-test) and an independent DeLong test.</summary>
    [Theory]
    [InlineData("auc", -0.00847662079861367, 0.00204520883364423)]
    [InlineData("accuracy", -0.0095, 0.00401328594994538)]
    [InlineData("logLoss", -0.0384333854381157, 0.00555237742997421)]
    public void Compare_KnownModels_EqualsTheReference(string name, double gain, double error)
    {
        var (actuals, candidate, reference) = Known();
        var comparison = ModelComparer.Compare(actuals, candidate, reference, new Table([]), Metrics.Get(ModelTask.Binary, name), 1);
        Assert.True(comparison.Paired);
        Assert.Equal(gain, comparison.Overall!.Gain, 1e-12);
        // 1.96: the t quantile of 3,999 degrees of freedom is taken from the normal distribution.
        Assert.Equal(error * 1.959963984540054, comparison.Overall.High - comparison.Overall.Gain, 1e-6);
        Assert.Equal(ComparisonOutcome.Worse, comparison.Outcome);
    }

    [Fact]
    public void Compare_CandidateBadInOneSegment_SaysWinsOverallLosesThere()
    {
        var (actuals, candidate, reference, columns) = Planted(rows: 4_000);
        var comparison = ModelComparer.Compare(actuals, candidate, reference, columns, Auc, 1);
        Assert.Equal(ComparisonOutcome.Better, comparison.Outcome);
        var loss = Assert.Single(comparison.Segments, segment => segment.Outcome == ComparisonOutcome.Worse);
        Assert.Equal(("contract", "Two year"), (loss.Column, loss.Level));
        Assert.Same(loss, comparison.Segments[0]);
        Assert.Matches(
            @"^Wins overall, loses in contract = Two year \(0\.\d{3} against 0\.\d{3}, 400 rows\)\.$",
            ComparisonVerdict.Sentence(comparison));
    }

    [Fact]
    public void Compare_PlantedLossWithoutPredictions_IsFoundByIntervals()
    {
        var (actuals, candidate, reference, columns) = Planted(rows: 4_000);
        var comparison = ModelComparer.Compare(
            RunEvaluator.Evaluate(actuals, candidate, columns, Auc, 1), RunEvaluator.Evaluate(actuals, reference, columns, Auc, 1), Auc);
        Assert.False(comparison.Paired);
        Assert.Equal(ComparisonOutcome.Worse, comparison.Segments.Single(segment => segment.Level == "Two year").Outcome);
    }

    [Theory]
    [InlineData("auc")]
    [InlineData("logLoss")]
    [InlineData("f1")]
    [InlineData("mcc")]
    public void Compare_EquallyGoodModels_SeldomFindsADifference(string name)
    {
        var metric = Metrics.Get(ModelTask.Binary, name);
        var (found, compared) = (0, 0);
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var truth = Draw(600, _ => random.NextDouble());
            var actuals = new Actuals(ModelTask.Binary, Draw(600, i => random.NextDouble() < truth[i] ? 1 : 0), ["No", "Yes"]);
            var comparison = ModelComparer.Compare(actuals, Noisy(truth, random), Noisy(truth, random), Groups(random, 600), metric, seed);
            found += comparison.Segments.Count(segment => segment.Outcome is ComparisonOutcome.Better or ComparisonOutcome.Worse);
            compared += comparison.Segments.Count(segment => segment.Outcome != ComparisonOutcome.TooFewRows);
        }

        Assert.Equal(200, compared);
        Assert.InRange(found, 0, 6);
    }

    [Fact]
    public void Compare_SameModelTwice_IsWithinNoiseEverywhere()
    {
        var (actuals, candidate, _, columns) = Planted(rows: 1_000);
        var comparison = ModelComparer.Compare(actuals, candidate, candidate, columns, Auc, 1);
        Assert.All(comparison.Segments, segment => Assert.Equal(ComparisonOutcome.WithinNoise, segment.Outcome));
        Assert.StartsWith("No difference beyond noise overall (0.", ComparisonVerdict.Sentence(comparison), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SmallSegment_IsNotJudged()
    {
        var codes = Enumerable.Range(0, 200).Select(i => i < 8 ? 0 : i < 28 ? 1 : 2).ToArray();
        var columns = new Table([new CategoricalColumn("plan", ColumnType.Category, codes, ["tiny", "small", "large"])]);
        var comparison = ModelComparer.Compare(
            SampleModels.Binary, SampleModels.BinaryPredictions, SampleModels.WorseBinaryPredictions, columns, Auc, 1);
        Assert.Equal("large", comparison.Segments[0].Level);
        Assert.All(comparison.Segments.Skip(1), segment => Assert.Equal(ComparisonOutcome.TooFewRows, segment.Outcome));
        Assert.NotNull(comparison.Segments.Single(segment => segment.Level == "small").Metric);
        Assert.Null(comparison.Segments.Single(segment => segment.Level == "tiny").Metric);
    }

    [Fact]
    public void Compare_LowerIsBetter_GainIsStillPositiveForTheBetterModel()
    {
        var better = new Predictions([.. SampleModels.Regression.Values.Select((value, i) => value + ((i % 5) - 2.0))], 1);
        var comparison = ModelComparer.Compare(
            SampleModels.Regression, better, new Predictions([.. better.Values.Select((value, i) => value + ((i % 3) - 1.0) * 2)], 1),
            new Table([]), Metrics.Default(ModelTask.Regression), 1);
        Assert.Equal(ComparisonOutcome.Better, comparison.Outcome);
        Assert.True(comparison.Overall!.Low > 0);
        Assert.True(comparison.Overall.Candidate.Value < comparison.Overall.Reference.Value);
    }

    [Fact]
    public void Sentence_ManyLosses_NamesTheWorstTwo()
    {
        var gain = new MetricGain(new MetricValue("auc", 0.71, 0.7, 0.72, true), new MetricValue("auc", 0.76, 0.75, 0.77, true), -0.05, -0.06, -0.04, 0);
        var comparison = new ModelComparison("auc", 9_000, gain, ComparisonOutcome.Worse,
            [.. new[] { "a", null, "c", "d" }.Select(level => new SegmentComparison("x", level, 1_412, gain, ComparisonOutcome.Worse))], true);
        Assert.Equal(
            "Loses overall, loses in x = a (0.710 against 0.760, 1,412 rows), x is missing (0.710 against 0.760, 1,412 rows) and 2 more segments.",
            ComparisonVerdict.Sentence(comparison));
    }

    private static (Actuals, Predictions Candidate, Predictions Reference) Known()
    {
        var state = 42UL;
        double Next()
        {
            state = unchecked((state * 6364136223846793005) + 1442695040888963407);
            return (state >> 11) / 9007199254740992.0;
        }

        static double Sigmoid(double score) => 1 / (1 + Math.Exp(-score));
        var (values, candidate, reference) = (new double[4_000], new double[4_000], new double[4_000]);
        for (var row = 0; row < 10_000; row++)
        {
            var (first, second, third) = (Next(), Next(), Next());
            if (row >= 6_000)
            {
                var x = (4 * first) - 1.2;
                var truth = Sigmoid((1.2 * x) + (second >= 0.7 ? 0.8 : 0));
                values[row - 6_000] = third < truth ? 1 : 0;
                candidate[row - 6_000] = Sigmoid((2 * x) + 0.3);
                reference[row - 6_000] = truth;
            }
        }

        return (new Actuals(ModelTask.Binary, values, ["No", "Yes"]), SampleModels.Probabilities(candidate), SampleModels.Probabilities(reference));
    }

    // The candidate predicts correctly except in one contract, where the reference is better.
    private static (Actuals, Predictions Candidate, Predictions Reference, Table) Planted(int rows)
    {
        var random = new Random(5);
        var truth = Draw(rows, _ => random.NextDouble());
        var actuals = new Actuals(ModelTask.Binary, Draw(rows, i => random.NextDouble() < truth[i] ? 1 : 0), ["No", "Yes"]);
        var contract = Enumerable.Range(0, rows).Select(i => i % 10 == 0 ? 2 : i % 10 < 5 ? 1 : 0).ToArray();
        var candidate = Draw(rows, i => contract[i] == 2 ? random.NextDouble() : truth[i]);
        var reference = Draw(rows, i => (0.5 * truth[i]) + (0.5 * random.NextDouble()));
        var columns = new Table([new CategoricalColumn("contract", ColumnType.Category, contract, ["Month-to-month", "One year", "Two year"])]);
        return (actuals, SampleModels.Probabilities(candidate), SampleModels.Probabilities(reference), columns);
    }

    private static Table Groups(Random random, int rows) =>
        new([.. Enumerable.Range(0, 2).Select(k =>
            new CategoricalColumn($"c{k}", ColumnType.Category, [.. Enumerable.Range(0, rows).Select(_ => random.Next(5))], ["a", "b", "c", "d", "e"]))]);

    private static Predictions Noisy(double[] truth, Random random) =>
        SampleModels.Probabilities(Draw(truth.Length, i => (0.8 * truth[i]) + (0.2 * random.NextDouble())));

    private static double[] Draw(int rows, Func<int, double> value)
    {
        return [.. Enumerable.Range(0, rows).Select(value)];
    }
}
