using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Tests;

/// <summary>A hand-made model with every kind of part: every step, a tree, a linear model, a network, a blend and calibration.</summary>
internal static class SmallModel
{
    public static readonly DateTimeOffset Created = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static ModelPackage Package() => new(
        Signature(),
        Predictor(),
        """{"auc":0.75}""",
        new TrainingBaseline(4, [
            new BaselineColumn
            {
                Name = "age",
                Type = ColumnType.Number,
                Missing = 1,
                Distinct = 3,
                Levels = [],
                Counts = [10, 12],
                Numbers = [20, 35],
                Deviations = [0, 5],
                Others = 3,
            },
            new BaselineColumn
            {
                Name = "colour",
                Type = ColumnType.Category,
                Missing = 0,
                Distinct = 2,
                Levels = ["red", "blue"],
                Counts = [13, 11],
            },
        ], LeastRows: 10),
        new Dictionary<string, string> { ["seed"] = "7" });

    public static ModelSignature Signature() => new(
        ModelTask.Binary,
        "bought",
        ["no", "yes"],
        "yes",
        [
            new SignatureColumn("age", ColumnType.Number, [], 20, 40, "30"),
            new SignatureColumn("colour", ColumnType.Category, ["red", "blue", "grün"], Example: "red"),
            new SignatureColumn("since", ColumnType.Date, [], 0, 1_700_000_000, "2020-01-01"),
            new SignatureColumn("note", ColumnType.Text, [], Example: "a note"),
            new SignatureColumn("member", ColumnType.Boolean, ["Yes", "No"], Example: "Yes"),
        ],
        0.4);

    public static WeightedEnsemble Predictor()
    {
        var forTrees = new FeaturePipeline(
        [
            new NumberStep("age"),
            new CategoryCodeStep("colour", ["red", "blue", "grün"]),
            new CountEncodeStep("colour", ["red", "blue", "grün"], [0.5f, 0.3f, 0.1f], 0.1f),
            new DatePartsStep("since", hour: true),
            new CategoryCodeStep("member", ["Yes", "No"]),
        ]);
        var forLines = new FeaturePipeline(
        [
            new StandardiseStep("age", 30, 31, 5, missingFlag: true),
            new OneHotStep("colour", ["red", "blue"], other: true, missing: true),
            new TargetEncodeStep("colour", ["colour target"], ["red", "blue"], [0.25f, 0.75f], [0.5f], [0.1f]),
            new DateCycleStep("since", hour: true),
            new TextScoreStep("note", ["note words"], Vocabulary(), [0.5f, -0.25f, 0.125f], [0.01]),
        ]);
        var trees = new Pipeline(forTrees, Trees(), new IsotonicCalibrator([0.1, 0.5, 0.9], [0.05, 0.4, 0.95]));
        var line = new Pipeline(forLines, Line(forLines.Features.Count), new PlattCalibrator(0.9, 0.1));
        var network = new Pipeline(forLines, Network(forLines.Features.Count));
        var bag = WeightedEnsemble.Bag([trees, new Pipeline(forTrees, Trees())]);
        var constant = new Pipeline(new FeaturePipeline([]), new ConstantModel([0.7, 0.3]));
        return new WeightedEnsemble([new(bag, 0.3), new(line, 0.4), new(network, 0.2), new(constant, 0.1)], new TemperatureCalibrator(1.1));
    }

    public static TreeEnsemble Trees() => new([Tree(), Tree()], features: 11, rawScores: 1, average: false, Link.Sigmoid);

    /// <summary>Age up to 30.5 or missing goes left, then colours 0 and 2 go left.</summary>
    public static Tree Tree() => new()
    {
        LeftChild = [1, ~0],
        RightChild = [~2, ~1],
        SplitFeature = [0, 1],
        Threshold = [30.5, 0],
        Splits = [SplitKind.NaNIsMissing | SplitKind.DefaultLeft, SplitKind.Categorical],
        LeafValue = [0.4, -0.3, 0.1],
        NodeRows = [10, 6],
        LeafRows = [2, 4, 4],
        SplitGain = [3, 1],
        CategoryStarts = [0, 1],
        CategoryBits = [0b101],
    };

    public static Table Rows() => new(
    [
        new NumericColumn("age", ColumnType.Number, [25, double.NaN, 35, 1e300]),
        new CategoricalColumn("colour", ColumnType.Category, [0, 1, -1, 2], ["red", "grün", "violet"]),
        new NumericColumn("since", ColumnType.Date, [0, 1_600_000_000, double.NaN, 1_700_000_123.5]),
        new CategoricalColumn("note", ColumnType.Text, [0, 1, 2, -1], ["Good value, good!", "bad", ""]),
        new CategoricalColumn("member", ColumnType.Boolean, [0, 1, -1, 0], ["Yes", "No"]),
    ]);

    /// <summary>Row <paramref name="row"/> of <see cref="Rows"/> as one row to score.</summary>
    public static ScoringRow Row(LoadedModel model, Table rows, int row)
    {
        var single = model.NewRow();
        for (var i = 0; i < rows.Columns.Count; i++)
        {
            single.Numbers[i] = rows.Columns[i] is NumericColumn numbers ? numbers.Values[row] : double.NaN;
            single.Texts[i] = rows.Columns[i] is CategoricalColumn texts ? texts.TextAt(row) : null;
        }

        return single;
    }

    private static LinearModel Line(int features) => new(
        [.. Enumerable.Range(1, features).Select(i => i / 10.0)], [-0.5], [.. Enumerable.Range(1, features).Select(i => i / 100.0)], Link.Sigmoid);

    private static NeuralNetwork Network(int features) => new(
        [
            new DenseLayer([.. Enumerable.Range(1, features * 3).Select(i => MathF.Sin(i))], [0.1f, -0.2f, 0.3f]),
            new DenseLayer([0.5f, -0.25f, 0.75f], [0.05f]),
        ],
        [.. Enumerable.Range(1, features).Select(i => i / 100f)],
        Link.Sigmoid);

    private static TextVocabulary Vocabulary()
    {
        var grams = new List<ulong>();
        TextGrams.Collect("good value bad", grams);
        return new TextVocabulary([.. grams.Where(gram => !TextGrams.IsRun(gram)).Take(3)], [1, 1.5f, 2]);
    }
}
