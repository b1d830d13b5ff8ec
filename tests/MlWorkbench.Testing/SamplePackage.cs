using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Testing;

/// <summary>Real packages for the columns of <see cref="SampleModel.Customers"/>: small linear models with predictions computable by hand.</summary>
public static class SamplePackage
{
    private static readonly SignatureColumn Age = new("age", ColumnType.Integer, [], 18, 77, "47");
    private static readonly SignatureColumn Income = new("income", ColumnType.Number, [], 800, 4_800, "2800.5");
    private static readonly SignatureColumn Plan = new("plan", ColumnType.Category, ["basic", "plus", "family"], Example: "basic");
    private static readonly FeaturePipeline AgeAndPlan = new([new StandardiseStep("age", 47, 47, 17, missingFlag: false), new OneHotStep("plan", ["basic", "plus", "family"], other: false, missing: false)]);
    private static readonly SignatureColumn Joined = new("joined", ColumnType.Date, [], 1_577_836_800, 1_735_689_600, "2024-06-01");

    /// <summary>P(churned = Yes) = sigmoid(<paramref name="ageWeight"/> × (age − 47) / 17 + [plan is basic] − 0.5).</summary>
    /// <param name="withJoined">Whether the model also takes a date, whose value has no effect.</param>
    /// <param name="baseline">Baseline of the training rows. Null for a package of older programs.</param>
    /// <param name="provenScore">Probability that the row without values had when the model was trained. Null for a package without golden rows.</param>
    public static byte[] Binary(double ageWeight = -0.8, bool withJoined = false, TrainingBaseline? baseline = null, double? provenScore = null)
    {
        var signature = new ModelSignature(ModelTask.Binary, SampleModel.Target, ["No", "Yes"], "Yes", withJoined ? [Age, Income, Plan, Joined] : [Age, Income, Plan]);
        var model = new LinearModel([ageWeight, 1, 0, 0], [-0.5], [0, 1.0 / 3, 1.0 / 3, 1.0 / 3], Link.Sigmoid);
        GoldenRow[]? golden = provenScore is { } score
            ? [new GoldenRow(new double?[signature.Columns.Count], new string?[signature.Columns.Count], [1 - score, score])]
            : null;
        return Write(signature, AgeAndPlan, model, baseline, golden);
    }

    /// <summary>Creates the binary package with the distributions of the given training rows and their predictions.</summary>
    public static byte[] BinaryWithBaseline(Table training)
    {
        var model = new LoadedModel(ModelPackageReader.Read(new MemoryStream(Binary())));
        var inputs = new Table([.. model.Signature.Columns.Select(column => training[column.Name])]);
        var baseline = BaselineBuilder.Build(inputs, training[SampleModel.Target]) with { Prediction = BaselineBuilder.Summarise(PredictionColumn.Of(model.Score(inputs), model.Signature)) };
        return Binary(baseline: baseline);
    }

    /// <summary>Predicts one of three plans by age: the older, the more likely <c>family</c>.</summary>
    public static byte[] Multiclass() => Write(
        new ModelSignature(ModelTask.Multiclass, "next", ["basic", "plus", "family"], null, [Age, Income, Plan]),
        new LinearModel([-1, 0.5, 0, 0, 0, 0, 0.5, 0, 1, 0, 0, 0.5], [0, 0, 0], [0, 1.0 / 3, 1.0 / 3, 1.0 / 3], Link.Softmax));

    /// <summary>spend = 100 + 20 × (age − 47) / 17 + 50 × [plan is family].</summary>
    public static byte[] Regression() => Write(
        new ModelSignature(ModelTask.Regression, "spend", [], null, [Age, Income, Plan]),
        new LinearModel([20, 0, 0, 50], [100], [0, 1.0 / 3, 1.0 / 3, 1.0 / 3], Link.Identity));

    /// <summary>sales = the latest earlier sales of the plan. The package stores the sales of <c>basic</c> on 1 January 2026: 100.</summary>
    public static byte[] LookingBack()
    {
        var history = HistoryStep.Empty("sales", "day", "plan", 0, [new HistoryColumn("sales lag 1", HistoryMeasure.Lag, 1)])
            .With([new NumericColumn("day", ColumnType.Date, [1_767_225_600]), new CategoricalColumn("plan", ColumnType.Category, [0], ["basic"])], new NumericColumn("sales", ColumnType.Number, [100]));
        var featurePipeline = new FeaturePipeline([new NumberStep("sales lag 1")]).After(new Preparation([history]));
        return Write(
            new ModelSignature(ModelTask.Regression, "sales", [], null, [new SignatureColumn("day", ColumnType.Date, []), Plan]), featurePipeline, new LinearModel([1], [0], [0], Link.Identity));
    }

    private static byte[] Write(ModelSignature signature, LinearModel model) => Write(signature, AgeAndPlan, model);

    private static byte[] Write(ModelSignature signature, FeaturePipeline featurePipeline, LinearModel model, TrainingBaseline? baseline = null, GoldenRow[]? golden = null)
    {
        using var stream = new MemoryStream();
        ModelPackageWriter.Write(new ModelPackage(signature, new Pipeline(featurePipeline, model), Baseline: baseline, Golden: golden), stream, new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        return stream.ToArray();
    }
}
