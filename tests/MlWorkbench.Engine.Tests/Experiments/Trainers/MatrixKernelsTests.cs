using MlWorkbench.Engine.Experiments.Trainers;

namespace MlWorkbench.Engine.Tests.Experiments.Trainers;

/// <summary>Compares with sums computed one by one, for sizes that are multiples of the tiles and for others.</summary>
public sealed class MatrixKernelsTests
{
    public static TheoryData<int, int, int> Sizes => new() { { 1, 1, 1 }, { 4, 8, 16 }, { 7, 13, 37 }, { 32, 5, 128 }, { 6, 64, 3 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Forward_AnySize_IsBiasesPlusProducts(int rows, int high, int wide)
    {
        var (inputs, weights, biases, outputs) = (Draw(rows * high, 1), Draw(high * wide, 2), Draw(wide, 3), new float[rows * wide]);

        MatrixKernels.Forward(inputs, weights, biases, outputs, rows);

        Each(rows, wide, (row, j) => Assert.Equal(biases[j] + Sum(high, i => inputs[(row * high) + i] * weights[(i * wide) + j]), outputs[(row * wide) + j], 1e-4));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void AddGradient_AnySize_AddsProductsOverRows(int rows, int high, int wide)
    {
        var (inputs, slopes, before) = (Draw(rows * high, 1), Draw(rows * wide, 2), Draw(high * wide, 3));
        var gradient = before.ToArray();

        MatrixKernels.AddGradient(inputs, slopes, gradient, rows, high, wide);

        Each(high, wide, (i, j) => Assert.Equal(before[(i * wide) + j] + Sum(rows, row => inputs[(row * high) + i] * slopes[(row * wide) + j]), gradient[(i * wide) + j], 1e-4));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Backward_AnySize_IsProductsWithWeights(int rows, int high, int wide)
    {
        var (slopes, weights, inputSlopes) = (Draw(rows * wide, 1), Draw(high * wide, 2), new float[rows * high]);

        MatrixKernels.Backward(slopes, weights, inputSlopes, rows, high, wide);

        Each(rows, high, (row, i) => Assert.Equal(Sum(wide, j => weights[(i * wide) + j] * slopes[(row * wide) + j]), inputSlopes[(row * high) + i], 1e-4));
    }

    private static float[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static double Sum(int count, Func<int, double> part) => Enumerable.Range(0, count).Sum(part);

    private static void Each(int outer, int inner, Action<int, int> check)
    {
        for (var i = 0; i < outer; i++)
        {
            for (var j = 0; j < inner; j++)
            {
                check(i, j);
            }
        }
    }
}
