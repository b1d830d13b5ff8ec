using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Scoring.Tests.Preparations;

/// <summary>The columns of the small model with one preparation step of every kind before two feature pipelines that share them.</summary>
internal static class PreparedModel
{
    public static ModelPackage Package() => new(SmallModel.Signature(), Predictor());

    public static Preparation Preparation() => new(
    [
        new HistoryStep("since", "colour", 86_400, ["red", "grün"], [0, 3, 4], [0, 1_600_000_000, 1_650_000_000, 5], [10, 20, 40, 7],
        [
            new HistoryColumn("sales lag 1", HistoryMeasure.Lag, 1), new HistoryColumn("sales mean", HistoryMeasure.Mean, 2), new HistoryColumn("sales sum", HistoryMeasure.Sum, 2),
            new HistoryColumn("sales min", HistoryMeasure.Minimum, 3), new HistoryColumn("sales max", HistoryMeasure.Maximum, 3),
            new HistoryColumn("sales count", HistoryMeasure.Count, 3), new HistoryColumn("sales deviation", HistoryMeasure.Deviation, 3),
        ]),
        new SignedLogStep("age", "age log"),
        new ImputeNumberStep("age", "age", ColumnType.Number, 29.5),
        new ClipStep("age", "age", ColumnType.Number, 20, 60),
        new BinStep("age", "age range", [28.25, 40]),
        new CombineStep("age", "age log", CombineOperation.Ratio, "age / age log"),
        new ImputeLevelStep("member", "member", ColumnType.Boolean, "No"),
        new FlagsStep("member", ["Yes"], other: true, missing: true, keep: false),
        new LevelLookupStep("colour", ["colour target"], ["red", "blue"], [0.25, 0.75], [0.5], [double.NaN], keep: true),
        new MergeRareStep("colour", "colour", ["red"], "other"),
        new DatePartColumnsStep("since", [.. Enum.GetValues<DatePart>()], keep: true),
        new HashedWordsStep("note", 2, 3, keep: true),
        new KnownWordsStep("note", 2, ["good", "good value"], [1, 1.5], keep: false),
        new DropStep(["since"]),
    ]);

    private static WeightedEnsemble Predictor()
    {
        var preparation = Preparation();
        var prepared = preparation.Apply(SmallModel.Rows());
        string[] numbers = [.. prepared.Columns.OfType<NumericColumn>().Select(column => column.Name)];
        var plain = new FeaturePipeline([.. numbers.Select(name => new StandardiseStep(name, 1, 1, 2, missingFlag: true))]).After(preparation);
        var levels = new FeaturePipeline([new OneHotStep("colour", ["red", "other"], true, true), new OneHotStep("age range", ["28.25 to 40"], true, true)]).After(preparation);
        var raw = new FeaturePipeline([new StandardiseStep("age", 30, 31, 5, missingFlag: true)]);
        return new WeightedEnsemble([new(Line(plain), 0.5), new(Line(levels), 0.3), new(Line(raw), 0.2)]);
    }

    private static Pipeline Line(FeaturePipeline featurePipeline)
    {
        var weights = Enumerable.Range(1, featurePipeline.Features.Count).Select(i => Math.Sin(i)).ToArray();
        return new Pipeline(featurePipeline, new LinearModel(weights, [-0.5], new double[weights.Length], Link.Sigmoid));
    }
}
