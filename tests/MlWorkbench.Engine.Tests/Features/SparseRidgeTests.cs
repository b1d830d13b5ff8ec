using MlWorkbench.Engine.Features;

namespace MlWorkbench.Engine.Tests.Features;

public sealed class SparseRidgeTests
{
    // sklearn.linear_model.Ridge(alpha=0.7).fit(X, Y) with
    // X = [[1,0,.5],[0,1,0],[.5,.5,0],[0,0,1],[1,1,0],[0,.25,.75]], Y = [[1,3],[2,-1],[0,0],[4,1],[1,1],[2,5]]
    [Fact]
    public void Fit_TwoTargets_AsScikitLearn()
    {
        var matrix = new SparseMatrix([0, 2, 3, 5, 6, 8, 10], [0, 2, 1, 0, 1, 2, 0, 1, 1, 2], [1, 0.5f, 1, 0.5f, 0.5f, 1, 1, 1, 0.25f, 0.75f], 3);
        var (weights, intercepts) = SparseRidge.Fit(matrix, [0, 1, 2, 3, 4, 5], [1, 3, 2, -1, 0, 0, 4, 1, 1, 1, 2, 5], 2, 0.7, 1e-7);
        double[] expected = [-0.8815035962, 0.4924795102, -0.0368663108, -1.0288500009, 1.0985685255, 1.3317558637];
        Assert.All(weights.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.Equal(1.6388936938, intercepts[0], 1e-5);
        Assert.Equal(1.2669480056, intercepts[1], 1e-5);
    }

    [Fact]
    public void Fit_SomeRows_IgnoresTheOthers()
    {
        var matrix = new SparseMatrix([0, 1, 2, 3], [0, 0, 0], [1, 2, 1_000], 1);
        var (weights, intercepts) = SparseRidge.Fit(matrix, [0, 1], [1, 3, -1e9], 1, 1e-9, 1e-7);
        Assert.Equal(2, weights[0], 1e-5);
        Assert.Equal(-1, intercepts[0], 1e-5);
    }
}
