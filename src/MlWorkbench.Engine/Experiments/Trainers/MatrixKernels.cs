using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// The three matrix products of a dense layer over a block of rows, row after row in one array. Registers accumulate four rows (or inputs)
/// by two vectors at a time, so that each loaded number is used in several products.
/// </summary>
internal static class MatrixKernels
{
    private static readonly int Lane = Vector<float>.Count;

    /// <summary>outputs[row, j] = biases[j] + Σ inputs[row, i] · weights[i, j].</summary>
    public static void Forward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, Span<float> outputs, int rows)
    {
        var (wide, high) = (biases.Length, weights.Length / biases.Length);
        for (var row = 0; row < rows; row++)
        {
            biases.CopyTo(outputs.Slice(row * wide, wide));
        }

        AddProducts(inputs, (high, 1), weights, outputs, rows, high, wide);
    }

    /// <summary>gradient[i, j] += Σ over rows of inputs[row, i] · slopes[row, j].</summary>
    public static void AddGradient(ReadOnlySpan<float> inputs, ReadOnlySpan<float> slopes, Span<float> gradient, int rows, int high, int wide) =>
        AddProducts(inputs, (1, high), slopes, gradient, high, rows, wide);

    /// <summary>inputSlopes[row, i] = Σ weights[i, j] · outputSlopes[row, j].</summary>
    public static void Backward(ReadOnlySpan<float> outputSlopes, ReadOnlySpan<float> weights, Span<float> inputSlopes, int rows, int high, int wide)
    {
        for (var row = 0; row < rows; row++)
        {
            var slopes = outputSlopes.Slice(row * wide, wide);
            var i = 0;
            for (; i + 4 <= high; i += 4)
            {
                Dot4(weights.Slice(i * wide, 4 * wide), slopes, inputSlopes.Slice((row * high) + i, 4));
            }

            for (; i < high; i++)
            {
                inputSlopes[(row * high) + i] = TensorPrimitives.Dot(weights.Slice(i * wide, wide), slopes);
            }
        }
    }

    /// <summary>sums[m, j] += Σ over k of left[m · stride.Outer + k · stride.Inner] · right[k, j].</summary>
    private static void AddProducts(
        ReadOnlySpan<float> left,
        (int Outer, int Inner) stride,
        ReadOnlySpan<float> right,
        Span<float> sums,
        int outer,
        int inner,
        int wide)
    {
        var m = 0;
        for (; m + 4 <= outer; m += 4)
        {
            var j = 0;
            for (; j + (2 * Lane) <= wide; j += 2 * Lane)
            {
                Tile4(left[(m * stride.Outer)..], stride, right[j..], sums[((m * wide) + j)..], inner, wide);
            }

            for (var rest = m; rest < m + 4; rest++)
            {
                AddRow(left[(rest * stride.Outer)..], stride.Inner, right, sums.Slice(rest * wide, wide), inner, j);
            }
        }

        for (; m < outer; m++)
        {
            AddRow(left[(m * stride.Outer)..], stride.Inner, right, sums.Slice(m * wide, wide), inner, 0);
        }
    }

    private static void Tile4(ReadOnlySpan<float> left, (int Outer, int Inner) stride, ReadOnlySpan<float> right, Span<float> sums, int inner, int wide)
    {
        ref var x = ref MemoryMarshal.GetReference(left);
        ref var w = ref MemoryMarshal.GetReference(right);
        ref var s = ref MemoryMarshal.GetReference(sums);
        var (lane, step) = ((nuint)Lane, (nuint)wide);
        var (a0, a1) = (Vector.LoadUnsafe(ref s), Vector.LoadUnsafe(ref s, lane));
        var (b0, b1) = (Vector.LoadUnsafe(ref s, step), Vector.LoadUnsafe(ref s, step + lane));
        var (c0, c1) = (Vector.LoadUnsafe(ref s, 2 * step), Vector.LoadUnsafe(ref s, (2 * step) + lane));
        var (d0, d1) = (Vector.LoadUnsafe(ref s, 3 * step), Vector.LoadUnsafe(ref s, (3 * step) + lane));
        for (var k = 0; k < inner; k++)
        {
            var (v0, v1) = (Vector.LoadUnsafe(ref w, (nuint)k * step), Vector.LoadUnsafe(ref w, ((nuint)k * step) + lane));
            var at = k * stride.Inner;
            var xa = new Vector<float>(Unsafe.Add(ref x, at));
            var xb = new Vector<float>(Unsafe.Add(ref x, at + stride.Outer));
            var xc = new Vector<float>(Unsafe.Add(ref x, at + (2 * stride.Outer)));
            var xd = new Vector<float>(Unsafe.Add(ref x, at + (3 * stride.Outer)));
            a0 = Vector.FusedMultiplyAdd(xa, v0, a0);
            a1 = Vector.FusedMultiplyAdd(xa, v1, a1);
            b0 = Vector.FusedMultiplyAdd(xb, v0, b0);
            b1 = Vector.FusedMultiplyAdd(xb, v1, b1);
            c0 = Vector.FusedMultiplyAdd(xc, v0, c0);
            c1 = Vector.FusedMultiplyAdd(xc, v1, c1);
            d0 = Vector.FusedMultiplyAdd(xd, v0, d0);
            d1 = Vector.FusedMultiplyAdd(xd, v1, d1);
        }

        a0.StoreUnsafe(ref s);
        a1.StoreUnsafe(ref s, lane);
        b0.StoreUnsafe(ref s, step);
        b1.StoreUnsafe(ref s, step + lane);
        c0.StoreUnsafe(ref s, 2 * step);
        c1.StoreUnsafe(ref s, (2 * step) + lane);
        d0.StoreUnsafe(ref s, 3 * step);
        d1.StoreUnsafe(ref s, (3 * step) + lane);
    }

    /// <summary>One row from column <paramref name="from"/> on.</summary>
    private static void AddRow(ReadOnlySpan<float> left, int stride, ReadOnlySpan<float> right, Span<float> sums, int inner, int from)
    {
        var wide = sums.Length;
        if (from == wide)
        {
            return;
        }

        for (var k = 0; k < inner; k++)
        {
            var x = left[k * stride];
            if (x != 0)
            {
                TensorPrimitives.MultiplyAdd(right.Slice((k * wide) + from, wide - from), x, sums[from..], sums[from..]);
            }
        }
    }

    private static void Dot4(ReadOnlySpan<float> rows, ReadOnlySpan<float> values, Span<float> dots)
    {
        var wide = values.Length;
        ref var w = ref MemoryMarshal.GetReference(rows);
        ref var v = ref MemoryMarshal.GetReference(values);
        var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var j = 0;
        for (; j + Lane <= wide; j += Lane)
        {
            var x = Vector.LoadUnsafe(ref v, (nuint)j);
            a = Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref w, (nuint)j), a);
            b = Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref w, (nuint)(wide + j)), b);
            c = Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref w, (nuint)((2 * wide) + j)), c);
            d = Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref w, (nuint)((3 * wide) + j)), d);
        }

        (dots[0], dots[1], dots[2], dots[3]) = (Vector.Sum(a), Vector.Sum(b), Vector.Sum(c), Vector.Sum(d));
        for (; j < wide; j++)
        {
            dots[0] += rows[j] * values[j];
            dots[1] += rows[wide + j] * values[j];
            dots[2] += rows[(2 * wide) + j] * values[j];
            dots[3] += rows[(3 * wide) + j] * values[j];
        }
    }
}
