using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Tests.Models;

public sealed class NeuralNetworkTests
{
    private static readonly float[] Row = [3, -1.5f];

    [Fact]
    public void Score_TwoLayers_IsTheSumDoneByHand()
    {
        var outputs = new double[1];
        Network(Link.Identity).Score(Row, outputs);

        // Bent: 3/√2 = 2.12132 and -1.5/√1.25 = -1.34164.
        // Hidden: 0.1 + 2.12132·1 - 1.34164·0.5 = 1.5505; -0.2 - 2.12132·1 - 1.34164·2 < 0, so 0.
        Assert.Equal(0.5 + (1.5505 * 2), outputs[0], 1e-4);
    }

    [Fact]
    public void Score_Sigmoid_GivesTwoProbabilities()
    {
        var (raw, outputs) = (new double[1], new double[2]);
        Network(Link.Identity).Score(Row, raw);
        Network(Link.Sigmoid).Score(Row, outputs);

        Assert.Equal(1 / (1 + Math.Exp(-raw[0])), outputs[1], 1e-12);
        Assert.Equal(1, outputs.Sum(), 1e-12);
    }

    [Theory]
    [InlineData(3f, -1.5f)]
    [InlineData(-4f, 0.1f)]
    [InlineData(0.2f, 0.1f)]
    public void Explain_AnyRow_ContributionsAddUpToTheScore(float first, float second)
    {
        var network = Network(Link.Identity);
        var (outputs, contributions, atMeans) = (new double[1], new double[3], new double[1]);

        network.Score([first, second], outputs);
        network.Score(network.Means, atMeans);
        network.Explain([first, second], contributions);

        Assert.Equal(outputs[0], contributions.Sum(), 1e-5);
        Assert.Equal(atMeans[0], contributions[^1], 1e-6);
    }

    [Fact]
    public void Explain_FeatureWithoutWeight_AddsNothing()
    {
        var network = new NeuralNetwork([new DenseLayer([1, -1, 0, 0], [0, 0]), new DenseLayer([1, 1], [0])], [0, 0], Link.Identity);
        var contributions = new double[3];

        network.Explain([2, 5], contributions);

        Assert.Equal(0, contributions[1]);
        Assert.True(contributions[0] > 1);
    }

    [Fact]
    public void Constructor_LayersThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new NeuralNetwork([new DenseLayer([1, 2], [0]), new DenseLayer([1, 2], [0])], [0, 0], Link.Identity));
        Assert.Throws<ArgumentException>(() => new NeuralNetwork([new DenseLayer([1, 2], [0]), new DenseLayer([1], [0])], [0], Link.Identity));
        Assert.Throws<ArgumentException>(() => new NeuralNetwork([new DenseLayer([1, 2], [0]), new DenseLayer([1, 1], [0, 0])], [0, 0], Link.Sigmoid));
        Assert.Throws<ArgumentException>(() => new DenseLayer([1, 2, 3], [0, 0]));
        Assert.Throws<ArgumentException>(() => new DenseLayer([1, float.NaN], [0]));
    }

    private static NeuralNetwork Network(Link link) => new(
        [new DenseLayer([1, -1, 0.5f, 2], [0.1f, -0.2f]), new DenseLayer([2, -3], [0.5f])],
        [0.5f, -0.25f],
        link);
}
