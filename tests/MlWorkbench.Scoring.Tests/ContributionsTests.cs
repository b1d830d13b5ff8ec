using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Tests;

public sealed class ContributionsTests
{
    private const int Columns = 4;
    private const int Models = 60;
    private const int RowsPerModel = 8;

    private static readonly FeaturePipeline PlainNumbers = new([.. Enumerable.Range(0, Columns).Select(i => new NumberStep($"x{i}"))]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Explain_RandomModels_BaseAndContributionsAddUpToTheAnsweredScore(int outputs)
    {
        var random = new Random(outputs);
        for (var i = 0; i < Models; i++)
        {
            Check(outputs, Draw(random, outputs, depth: i % 3), random);
        }
    }

    [Fact]
    public void Explain_CalibratedBlendOfSureAndUnsureMembers_AddsUpToTheAnsweredProbability()
    {
        var (sure, unsure) = (Line([9, 0, 0, 0], [0], Link.Sigmoid), Line([0, -0.5, 0, 0], [0], Link.Sigmoid));
        var blend = new WeightedEnsemble([new(new Pipeline(PlainNumbers, sure), 0.5), new(new Pipeline(PlainNumbers, unsure), 0.5)], new PlattCalibrator(2, -0.5));
        var (explanations, answered) = Explain(2, blend, [2, 1, 0, 0]);
        Assert.Equal(Math.Log(answered[1] / answered[0]), explanations[0].Score, 1e-9);
        // An average of log-odds would be far off: (18 − 0.5) / 2 × 2 − 0.5 instead of the log-odds of the mean probability.
        Assert.InRange(explanations[0].Score, 1, 3);
        Assert.True(explanations[0].Contributions[0] > 0);
        Assert.True(explanations[0].Contributions[1] < 0);
    }

    [Fact]
    public void Explain_TwoClassesBySoftmax_IsTheDifferenceOfTheirRawContributions()
    {
        double[] contributions = [0.7, -0.2, 0.1, 1.5, 0.4, -0.3];
        SoftmaxContributions.ToLogOdds(contributions, 3);
        double[] expected = [-0.8, -0.6, 0.4, 0.8, 0.6, -0.4];
        Assert.All(expected.Zip(contributions), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void Explain_Classes_NamesLogOddsAndRegressionNamesValue()
    {
        Assert.Equal(ContributionSpace.LogOdds, Explain(3, new Pipeline(PlainNumbers, Line(new double[12], new double[3], Link.Softmax)), [0, 0, 0, 0]).Explanations[0].Space);
        Assert.Equal(ContributionSpace.Value, Explain(1, new Pipeline(PlainNumbers, Line(new double[4], [3], Link.Identity)), [0, 0, 0, 0]).Explanations[0].Space);
    }

    private static void Check(int outputs, Predictor predictor, Random random)
    {
        for (var i = 0; i < RowsPerModel; i++)
        {
            double[] values = [.. Enumerable.Range(0, Columns).Select(_ => random.Next(-40, 41) / 10.0)];
            var (explanations, answered) = Explain(outputs, predictor, values);
            for (var score = 0; score < explanations.Count; score++)
            {
                var sum = explanations[score].BaseValue + explanations[score].Contributions.Sum();
                var expected = outputs switch { 1 => answered[0], 2 => Links.Logit(answered[1]), _ => Links.Logit(answered[score]) };
                Assert.All(explanations[score].Contributions, contribution => Assert.True(double.IsFinite(contribution)));
                // An exponential of the target can create contributions of a million that almost cancel out.
                var size = explanations[score].Contributions.Max(Math.Abs);
                Assert.Equal(expected, sum, 1e-9 * Math.Max(1, outputs == 1 ? size : 0));
            }
        }
    }

    private static (IReadOnlyList<ScoreExplanation> Explanations, double[] Answered) Explain(int outputs, Predictor predictor, double[] values)
    {
        string[] classes = outputs == 1 ? [] : [.. Enumerable.Range(0, outputs).Select(i => $"c{i}")];
        var task = outputs switch { 1 => ModelTask.Regression, 2 => ModelTask.Binary, _ => ModelTask.Multiclass };
        var signature = new ModelSignature(task, "y", classes, outputs == 2 ? "c1" : null, [.. Enumerable.Range(0, Columns).Select(i => new SignatureColumn($"x{i}", ColumnType.Number, []))]);
        var model = new LoadedModel(new ModelPackage(signature, predictor));
        var row = model.NewRow();
        values.CopyTo(row.Numbers, 0);
        var answered = new double[outputs];
        model.Score(row, answered);
        return (model.Explain(row), answered);
    }

    private static Predictor Draw(Random random, int outputs, int depth)
    {
        if (depth == 0)
        {
            var (featurePipeline, model) = DrawModel(random, outputs);
            return new Pipeline(featurePipeline, model, DrawMap(random, outputs));
        }

        var shares = Enumerable.Range(0, random.Next(2, 5)).Select(_ => random.NextDouble() + 0.05).ToArray();
        return new WeightedEnsemble([.. shares.Select(share => new EnsemblePart(Draw(random, outputs, depth - 1), share / shares.Sum()))], DrawMap(random, outputs));
    }

    private static OutputMap? DrawMap(Random random, int outputs) => (outputs, random.Next(5)) switch
    {
        (1, 0) => new ExponentialMap(),
        (2, 0) => new PlattCalibrator((random.NextDouble() * 2) + 0.1, random.NextDouble() - 0.5),
        (2, 1) => new IsotonicCalibrator([0.1, 0.3, 0.300001, 0.8], [0, 0.2, 0.6, 1]),
        (>= 2, 2 or 3) => new TemperatureCalibrator((random.NextDouble() * 3) + 0.2),
        _ => null,
    };

    // For several classes, the network and the trees are extreme enough to be almost certain of one.
    private static (FeaturePipeline FeaturePipeline, Model Model) DrawModel(Random random, int outputs)
    {
        var scores = outputs == 2 ? 1 : outputs;
        var link = outputs switch { 1 => random.Next(3) == 0 ? Link.Exp : Link.Identity, 2 => Link.Sigmoid, _ => Link.Softmax };
        double[] Numbers(int count, double size) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() - 0.5) * size)];
        float[] Singles(int count, double size) => Array.ConvertAll(Numbers(count, size), value => (float)value);
        switch (random.Next(4))
        {
            case 0:
                Tree[] trees = [.. Enumerable.Range(0, scores * 3).Select(_ => DrawTree(random, link == Link.Exp ? 1 : 12))];
                return (PlainNumbers, new TreeEnsemble(trees, Columns, scores, average: random.Next(2) == 0, link, link == Link.Sigmoid ? 1.5 : 1));
            case 1:
                return (PlainNumbers, Line(Numbers(scores * Columns, link == Link.Exp ? 0.5 : 3), Numbers(scores, 1), link));
            case 2:
                DenseLayer[] layers = [new(Singles(Columns * 5, 4), Singles(5, 1)), new(Singles(5 * scores, link == Link.Exp ? 0.5 : 4), Singles(scores, 1))];
                return (PlainNumbers, new NeuralNetwork(layers, Singles(Columns, 1), link));
            default:
                double[] shares = [.. Enumerable.Range(0, outputs).Select(_ => random.NextDouble() + 0.01)];
                return (new FeaturePipeline([]), new ConstantModel([.. shares.Select(share => share / shares.Sum())]));
        }
    }

    private static LinearModel Line(double[] weights, double[] intercepts, Link link) => new(weights, intercepts, new double[Columns], link);

    private static Tree DrawTree(Random random, double size)
    {
        double Leaf() => (random.NextDouble() - 0.5) * size;
        return new Tree
        {
            LeftChild = [1, ~0, ~2],
            RightChild = [2, ~1, ~3],
            SplitFeature = [random.Next(Columns), random.Next(Columns), random.Next(Columns)],
            Threshold = [random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5],
            Splits = [SplitKind.NaNIsMissing, SplitKind.NaNIsMissing, SplitKind.NaNIsMissing],
            LeafValue = [Leaf(), Leaf(), Leaf(), Leaf()],
            NodeRows = [100, 60, 40],
            LeafRows = [59, 1, 20, 20],
            SplitGain = [1, 1, 1],
        };
    }
}
