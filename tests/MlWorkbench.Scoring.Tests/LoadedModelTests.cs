using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Tests;

public sealed class LoadedModelTests
{
    private readonly LoadedModel _model = new(SmallModel.Package());

    [Fact]
    public void Score_OneRowOrTable_SameToTheLastBit()
    {
        var rows = SmallModel.Rows();
        var together = _model.Score(rows);
        for (var row = 0; row < rows.RowCount; row++)
        {
            var alone = new double[2];
            _model.Score(SmallModel.Row(_model, rows, row), alone);
            Assert.Equal(together[(row * 2)..((row * 2) + 2)], alone);
            Assert.Equal(1, alone.Sum(), 1e-12);
        }
    }

    [Fact]
    public void Score_TableOfManyBlocks_EachRowAsAlone()
    {
        var rows = SmallModel.Rows().Take([.. Enumerable.Range(0, 20_000).Select(row => row % 4)]);
        var outputs = _model.Score(rows);
        var four = _model.Score(SmallModel.Rows());
        Assert.All(Enumerable.Range(0, outputs.Length), i => Assert.Equal(four[i % 8], outputs[i]));
    }

    [Fact]
    public void Score_ColumnsInOtherOrderWithExtraOnes_FoundByName()
    {
        var rows = SmallModel.Rows();
        var mixed = new Table([new NumericColumn("extra", ColumnType.Number, [1, 2, 3, 4]), .. rows.Columns.Reverse()]);
        Assert.Equal(_model.Score(rows), _model.Score(mixed));
    }

    [Fact]
    public void Score_MissingColumn_SaysWhich()
    {
        var error = Assert.Throws<SignatureException>(() => _model.Score(SmallModel.Rows().Without(new HashSet<string> { "since" })));
        Assert.Equal("since", error.Column);
        Assert.Contains("'since' is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_NumbersThatCameAsText_ReadOrRefusedWithTheirRow()
    {
        var rows = SmallModel.Rows();
        Table With(params string[] ages) => new(
            [new CategoricalColumn("age", ColumnType.Category, [0, -1, 1, 2], ages), .. rows.Columns.Skip(1)]);

        Assert.Equal(_model.Score(rows), _model.Score(With("25", "35.0", "1e300")));
        var error = Assert.Throws<SignatureException>(() => _model.Score(With("25", "many", "1")));
        Assert.Equal(("age", 3L), (error.Column, error.Row));
        Assert.Equal("Row 3: 'many' in column 'age' is not a number.", error.Message);
    }

    [Fact]
    public void Score_CategoriesThatCameAsNumbers_TakenByTheirText()
    {
        var rows = SmallModel.Rows();
        var numbers = new Table([rows.Columns[0], new NumericColumn("colour", ColumnType.Integer, [1, 2, double.NaN, 1]), .. rows.Columns.Skip(2)]);
        var texts = new Table([rows.Columns[0], new CategoricalColumn("colour", ColumnType.Category, [0, 1, -1, 0], ["1", "2"]), .. rows.Columns.Skip(2)]);
        Assert.Equal(_model.Score(texts), _model.Score(numbers));
    }

    [Fact]
    public void Score_NumberWhereADateMustBe_Refused()
    {
        var rows = SmallModel.Rows();
        var wrong = new Table([.. rows.Columns.Select(column => column.Name == "since" ? new NumericColumn("since", ColumnType.Number, [1, 2, 3, 4]) : column)]);
        Assert.Equal("since", Assert.Throws<SignatureException>(() => _model.Score(wrong)).Column);
    }

    [Fact]
    public async Task Score_FromManyThreads_SameAsFromOne()
    {
        var rows = SmallModel.Rows();
        var expected = _model.Score(rows);
        await Parallel.ForAsync(0, 2_000, (i, _) =>
        {
            var outputs = new double[2];
            _model.Score(SmallModel.Row(_model, rows, i % 4), outputs);
            Assert.Equal(expected[(i % 4 * 2) + 1], outputs[1]);
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void Score_OneRowWarm_AllocatesNothing()
    {
        var row = SmallModel.Row(_model, SmallModel.Rows(), 0);
        var outputs = new double[2];
        for (var i = 0; i < 100; i++)
        {
            _model.Score(row, outputs);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _model.Score(row, outputs);
        }

        // The buffer pool can allocate a new block now and then, which is far below one object per row.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100.0, 0, 8);
    }

    [Theory]
    [InlineData(0.39, "no")]
    [InlineData(0.4, "yes")]
    public void LabelOf_Binary_PositiveFromTheThresholdOn(double probability, string label) =>
        Assert.Equal(label, _model.Signature.LabelOf([1 - probability, probability]));

    [Fact]
    public void Explain_RegressionBlend_AddsUpToThePrediction()
    {
        var signature = new ModelSignature(ModelTask.Regression, "price", [], null, [
            new SignatureColumn("age", ColumnType.Number, []),
            new SignatureColumn("colour", ColumnType.Category, ["red", "blue", "grün"]),
        ]);
        var featurePipeline = new FeaturePipeline([new NumberStep("age"), new CategoryCodeStep("colour", ["red", "blue", "grün"])]);
        var trees = new TreeEnsemble([SmallModel.Tree(), SmallModel.Tree()], 2, 1, average: true, Link.Identity);
        var logOfTarget = new Pipeline(featurePipeline, trees, new ExponentialMap());
        var logLink = new Pipeline(featurePipeline, new TreeEnsemble([SmallModel.Tree()], 2, 1, average: false, Link.Exp));
        var plain = new Pipeline(featurePipeline, new LinearModel([0.1, 0.2], [3], [30, 1], Link.Identity));
        var model = new LoadedModel(new ModelPackage(signature, new WeightedEnsemble([new(logOfTarget, 0.3), new(logLink, 0.2), new(plain, 0.5)])));
        foreach (var (age, colour) in new[] { (25.0, "red"), (35.0, "blue"), (28.0, "blue") })
        {
            var row = model.NewRow();
            (row.Numbers[0], row.Texts[1]) = (age, colour);
            var output = new double[1];
            model.Score(row, output);
            var explanation = Assert.Single(model.Explain(row));
            Assert.Equal(output[0], explanation.Score, 1e-9);
            Assert.Null(explanation.Class);
        }
    }

    [Fact]
    public void Explain_BinaryWithCalibration_AddsUpToTheLogOddsOfEachMember()
    {
        var package = SmallModel.Package();
        var (member, row) = (((WeightedEnsemble)package.Predictor).Members[1].Predictor, SmallModel.Rows());
        var model = new LoadedModel(package with { Predictor = member });
        for (var i = 0; i < row.RowCount; i++)
        {
            var single = SmallModel.Row(model, row, i);
            var outputs = new double[2];
            model.Score(single, outputs);
            var explanation = Assert.Single(model.Explain(single));
            Assert.Equal(Math.Log(outputs[1] / outputs[0]), explanation.Score, 1e-6);
            Assert.Equal("yes", explanation.Class);
            Assert.Equal(0, explanation.Contributions[4]);
        }
    }
}
