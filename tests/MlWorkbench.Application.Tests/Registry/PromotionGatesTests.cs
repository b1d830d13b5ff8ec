using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Tests.Registry;

public sealed class PromotionGatesTests
{
    private static readonly MetricValue Auc = new("auc", 0.80, 0.78, 0.82, HigherIsBetter: true);

    [Theory]
    [InlineData(0, false)]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(5_000, true)]
    public void TestEvaluation_Rows_PassFromTheMinimumOn(int rows, bool passed) =>
        Assert.Equal(passed, Gate("testEvaluation", Input(testRows: rows)).Passed);

    [Theory]
    [InlineData(0.50, true)]
    [InlineData(0.77, true)]
    [InlineData(0.78, false)]
    [InlineData(0.80, false)]
    [InlineData(0.85, false)]
    public void BeatsBaseline_HigherIsBetter_NeedsAGainBeyondNoise(double baseline, bool passed)
    {
        var gate = Gate("beatsBaseline", Input(baseline: Auc with { Value = baseline, Low = baseline - 0.02, High = baseline + 0.02 }));

        Assert.Equal(passed, gate.Passed);
        Assert.Equal(baseline + (0.02 * Math.Sqrt(2)), gate.Threshold!.Value, 10);
        Assert.Equal(0.80, gate.Value);
        Assert.Equal(passed ? "baseline_beaten" : "baseline_not_beaten_higher_is_better", gate.Sentence.Code);
        Assert.Equal("compared_by_intervals", gate.Addition!.Code);
    }

    [Fact]
    public void BeatsBaseline_LowerIsBetter_NeedsAGainBeyondNoise()
    {
        var rmse = new MetricValue("rmse", 2.0, 1.9, 2.1, HigherIsBetter: false);

        Assert.True(Gate("beatsBaseline", Input(metric: rmse, baseline: rmse with { Value = 3, Low = 2.9, High = 3.1 })).Passed);
        Assert.False(Gate("beatsBaseline", Input(metric: rmse, baseline: rmse with { Value = 2.1, Low = 2.0, High = 2.2 })).Passed);
        Assert.False(Gate("beatsBaseline", Input(metric: rmse, baseline: rmse with { Value = 1.5, Low = 1.4, High = 1.6 })).Passed);
    }

    [Fact]
    public void BeatsBaseline_NoBaseline_Fails() => Assert.False(Gate("beatsBaseline", Input(baseline: null)).Passed);

    /// <summary>Intervals of ±0.02 combine to ±0.0283 (square root of the sum of squares): 0.80 is beyond noise from 0.83, but not from 0.82.</summary>
    [Theory]
    [InlineData(0.79, true)]
    [InlineData(0.82, true)]
    [InlineData(0.83, false)]
    public void NotWorseThanProduction_Intervals_FailsOnlyBeyondNoise(double champion, bool passed)
    {
        var gate = Gate("notWorseThanProduction", Input(champion: champion));

        Assert.Equal(passed, gate.Passed);
        Assert.Equal(champion - (0.02 * Math.Sqrt(2)), gate.Threshold!.Value, 10);
        Assert.Equal(0.80, gate.Value);
    }

    [Theory]
    [InlineData(0.74, false)]
    [InlineData(0.83, true)]
    public void SegmentsNotWorse_OneSegment_FailsOnlyBeyondNoise(double candidate, bool passed)
    {
        var gate = Gate("segmentsNotWorse", Input(champion: 0.80, segment: candidate));

        Assert.Equal(passed, gate.Passed);
        Assert.Equal(GateLevel.Warn, gate.Level);
        Assert.Equal(passed ? 0 : 1, gate.Value);
        Assert.Equal((passed ? "segments_not_worse" : "segment_worse", "1"), (gate.Sentence.Code, gate.Sentence.Values["segments"]));
        Assert.Equal(passed ? null : "plan = basic", gate.Sentence.Values.GetValueOrDefault("names"));
    }

    [Fact]
    public void SegmentsNotWorse_SetToBlock_Blocks()
    {
        var gates = PromotionGates.Evaluate(Input(champion: 0.80, segment: 0.70), new PromotionGateOptions { SegmentsNotWorse = GateLevel.Block }, GateUse.Binding);

        Assert.True(gates.Single(gate => gate.Name == "segmentsNotWorse").Blocks);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void CompatibleSignature_Change_FailsWhenItBreaksCallers(bool breaks, bool passed) =>
        Assert.Equal(passed, Gate("compatibleSignature", Input(champion: 0.8) with { SignatureChanges = [Change(breaks)] }).Passed);

    [Theory]
    [InlineData(0, "signature_same", null)]
    [InlineData(1, "column_added", null)]
    [InlineData(2, "column_added", "one_more_change_breaks")]
    [InlineData(3, "column_added", "more_changes_break")]
    public void CompatibleSignature_BreakingChanges_NamesTheFirstAndCountsTheOthers(int changes, string code, string? addition)
    {
        var gate = Gate("compatibleSignature", Input(champion: 0.8) with { SignatureChanges = [.. Enumerable.Repeat(Change(breaks: true), changes)] });

        Assert.Equal((code, addition), (gate.Sentence.Code, gate.Addition?.Code));
    }

    [Theory]
    [InlineData("notWorseThanProduction")]
    [InlineData("segmentsNotWorse")]
    [InlineData("compatibleSignature")]
    public void Gates_NothingInProduction_Pass(string name)
    {
        var gate = Gate(name, Input());

        Assert.True(gate.Passed);
        Assert.Null(gate.Threshold);
        Assert.Equal("production_empty", gate.Sentence.Code);
    }

    [Fact]
    public void Evaluate_Advisory_OnlyWarns() =>
        Assert.DoesNotContain(PromotionGates.Evaluate(Input(testRows: 0, baseline: null), new PromotionGateOptions(), GateUse.Advisory), gate => gate.Blocks);

    [Fact]
    public void Evaluate_NoGatesForTheTransition_IsEmpty() =>
        Assert.Empty(PromotionGates.Evaluate(Input(), new PromotionGateOptions(), GateUse.None));

    [Fact]
    public void Evaluate_GateSetToOff_IsLeftOut() =>
        Assert.DoesNotContain(PromotionGates.Evaluate(Input(), new PromotionGateOptions { BeatsBaseline = GateLevel.Off }, GateUse.Binding), gate => gate.Name == "beatsBaseline");

    private static SignatureChange Change(bool breaks) => new("age", breaks, Statement.Of("column_added", ("column", "age")));

    private static GateResult Gate(string name, GateInput input) =>
        PromotionGates.Evaluate(input, new PromotionGateOptions(), GateUse.Binding).Single(gate => gate.Name == name);

    private static GateInput Input(int testRows = 600, MetricValue? metric = null, MetricValue? baseline = null, double? champion = null, double segment = 0.8)
    {
        var ours = Evaluation(metric ?? Auc, segment);
        var candidate = Version(2, testRows, ours.Metrics);
        var against = baseline is null ? null : ModelComparer.Compare(ours with { Segments = [] }, Evaluation(baseline, 0.5) with { Segments = [] }, Metrics.All.First(known => known.Name == baseline.Name));
        if (champion is not { } value)
        {
            return new GateInput(candidate, null, against, null, null);
        }

        var theirs = Evaluation(Auc with { Value = value, Low = value - 0.02, High = value + 0.02 }, 0.80);
        return new GateInput(candidate, Version(1, 600, theirs.Metrics), against, ModelComparer.Compare(ours, theirs, Metrics.Get(Scoring.Package.ModelTask.Binary, "auc")), []);
    }

    private static SplitEvaluation Evaluation(MetricValue metric, double segment) =>
        new()
        {
            Rows = 600,
            Metrics = [metric],
            Segments = [new SegmentMetric("plan", "basic", 300, new MetricValue("auc", segment, segment - 0.02, segment + 0.02, HigherIsBetter: true))],
        };

    private static VersionEvidence Version(int number, int testRows, IReadOnlyList<MetricValue> metrics) =>
        new()
        {
            VersionId = Guid.CreateVersion7(),
            Number = number,
            RunTitle = "LightGBM",
            ExperimentId = Guid.CreateVersion7(),
            Dataset = "customers",
            DatasetVersion = 1,
            DatasetRows = 1_500,
            PackageBytes = 9,
            Metric = metrics[0].Name,
            TestRows = testRows,
            TestMetrics = metrics,
        };
}
