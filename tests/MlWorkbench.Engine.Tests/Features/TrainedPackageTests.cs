using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Engine.Experiments.Search;
using MlWorkbench.Engine.Features;
using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Features;

public sealed class TrainedPackageTests
{
    private static readonly MixedTable Train = MixedTable.Create(600, 1);

    [Theory]
    [InlineData(ModelTask.Binary)]
    [InlineData(ModelTask.Multiclass)]
    [InlineData(ModelTask.Regression)]
    public void Score_TrainingPackageTableAndRow_SameToTheLastBit(ModelTask task)
    {
        var labels = task switch { ModelTask.Binary => Train.Binary, ModelTask.Multiclass => Train.Classes, _ => Train.Number };
        var fitted = FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees), Train.Rows, labels, 1);
        using var booster = TrainBooster(fitted, labels);
        var model = WriteAndLoad(new ModelPackage(
            SignatureBuilder.Build(Train.Rows, task, "target", labels.Classes),
            new Pipeline(fitted.FeaturePipeline, booster.ToTreeEnsemble()),
            Baseline: BaselineBuilder.Build(Train.Rows)));

        var rows = MixedTable.Create(300, 2).Rows;
        var native = booster.Predict(fitted.FeaturePipeline.Apply(rows));
        var together = model.Score(rows);
        Assert.Equal(native, task == ModelTask.Binary ? [.. together.Where((_, i) => i % 2 == 1)] : together);
        var alone = new double[model.Outputs];
        for (var row = 0; row < rows.RowCount; row++)
        {
            model.Score(Single(model, rows, row), alone);
            Assert.Equal(together[(row * alone.Length)..((row + 1) * alone.Length)], alone);
        }
    }

    [Fact]
    public void Explain_TrainedModel_AddsUpToTheLogOdds()
    {
        var fitted = FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees), Train.Rows, Train.Binary, 1);
        using var booster = TrainBooster(fitted, Train.Binary);
        var model = WriteAndLoad(new ModelPackage(
            SignatureBuilder.Build(Train.Rows, ModelTask.Binary, "target", Train.Binary.Classes), new Pipeline(fitted.FeaturePipeline, booster.ToTreeEnsemble())));
        var outputs = new double[2];
        for (var row = 0; row < 20; row++)
        {
            var single = Single(model, Train.Rows, row);
            model.Score(single, outputs);
            var explanation = Assert.Single(model.Explain(single));
            Assert.Equal(Math.Log(outputs[1] / outputs[0]), explanation.Score, 1e-9);
            Assert.Equal(Train.Rows.Columns.Count, explanation.Contributions.Length);
            Assert.Equal(0, explanation.Contributions[model.Signature.IndexOf("constant")]);
        }
    }

    [Fact]
    public void Write_FoldModelsOfOneFeaturePipeline_StoredOnce()
    {
        var fitted = FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees), Train.Rows, Train.Binary, 1);
        using var booster = TrainBooster(fitted, Train.Binary);
        Predictor[] members = [new Pipeline(fitted.FeaturePipeline, booster.ToTreeEnsemble(10)), new Pipeline(fitted.FeaturePipeline, booster.ToTreeEnsemble(20))];
        var bag = WeightedEnsemble.Bag(members);
        var model = WriteAndLoad(new ModelPackage(SignatureBuilder.Build(Train.Rows, ModelTask.Binary, "target", Train.Binary.Classes), bag));
        Assert.Single(model.Package.Predictor.FeaturePipelines);
        Assert.Equal(bag.Score(Train.Rows), model.Score(Train.Rows));
    }

    [Fact]
    public void Build_Signature_DescribesEachColumn()
    {
        var columns = SignatureBuilder.Build(Train.Rows, ModelTask.Binary, "target", ["low", "high"]).Columns.ToDictionary(column => column.Name);
        Assert.Equal(5, columns["colour"].Levels.Count);
        Assert.True(columns["colour"].LevelsAreComplete);
        Assert.Equal(SignatureColumn.MaxLevels, columns["city"].Levels.Count);
        Assert.False(columns["city"].LevelsAreComplete);
        Assert.Empty(columns["note"].Levels);
        Assert.InRange(columns["amount"].Minimum!.Value, 0, 1);
        Assert.InRange(columns["amount"].Maximum!.Value, 99, 100);
        Assert.Equal("5", columns["constant"].Example);
        Assert.StartsWith("20", columns["when"].Example, StringComparison.Ordinal);
    }

    private static LightGbmBooster TrainBooster(FittedFeatures fitted, Actuals labels)
    {
        using var dataset = LightGbmDataset.Create(
            fitted.TrainFeatures, Array.ConvertAll(labels.Values, value => (float)value), fitted.CategoricalFeatures);
        var parameters = new Dictionary<string, object>
        {
            ["objective"] = labels.Task switch { ModelTask.Binary => "binary", ModelTask.Multiclass => "multiclass", _ => "regression" },
            ["seed"] = 1,
            ["min_data_in_leaf"] = 5,
        };
        if (labels.Task == ModelTask.Multiclass)
        {
            parameters["num_class"] = labels.Classes.Count;
        }

        var booster = LightGbmBooster.Create(dataset, parameters);
        for (var round = 0; round < 30; round++)
        {
            booster.TrainRound();
        }

        return booster;
    }

    private static LoadedModel WriteAndLoad(ModelPackage package)
    {
        var stream = new MemoryStream();
        ModelPackageWriter.Write(package, stream, DateTimeOffset.UnixEpoch.AddYears(50));
        stream.Position = 0;
        return LoadedModel.Load(stream);
    }

    private static ScoringRow Single(LoadedModel model, Table rows, int row)
    {
        var single = model.NewRow();
        for (var i = 0; i < rows.Columns.Count; i++)
        {
            single.Numbers[i] = rows.Columns[i] is NumericColumn numbers ? numbers.Values[row] : double.NaN;
            single.Texts[i] = rows.Columns[i] is CategoricalColumn texts ? texts.TextAt(row) : null;
        }

        return single;
    }
}
