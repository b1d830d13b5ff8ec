using System.Numerics;
using System.Runtime.InteropServices;

namespace MlWorkbench.Engine.Features;

/// <summary>
/// Ridge regression on sparse rows for one or several targets together, with an intercept that is not penalised: minimises |Xw + b − y|² + penalty × |w|² by
/// conjugate gradients (Hestenes and Stiefel 1952) on the centred normal equations.
/// </summary>
internal sealed class SparseRidge
{
    private const int MaxIterations = 60;

    private readonly SparseMatrix _matrix;
    private readonly int[] _rows;
    private readonly int _outputs;
    private readonly float _penalty;
    private readonly float[] _columnMeans;

    private SparseRidge(SparseMatrix matrix, int[] rows, int outputs, double penalty)
    {
        (_matrix, _rows, _outputs, _penalty) = (matrix, rows, outputs, (float)penalty);
        var sums = new double[matrix.Width];
        foreach (var row in rows)
        {
            for (var i = matrix.Starts[row]; i < matrix.Starts[row + 1]; i++)
            {
                sums[matrix.Columns[i]] += matrix.Values[i];
            }
        }

        _columnMeans = Array.ConvertAll(sums, sum => (float)(sum / rows.Length));
    }

    /// <param name="rows">Rows of the matrix to fit on.</param>
    /// <param name="targets">One number per output for every row of the matrix.</param>
    /// <param name="tolerance">Stops if the residual of the equations is this share of the initial one.</param>
    public static RidgeWeights Fit(SparseMatrix matrix, int[] rows, double[] targets, int outputs, double penalty, double tolerance)
    {
        var ridge = new SparseRidge(matrix, rows, outputs, penalty);
        var means = ridge.TargetMeans(targets);
        var weights = ridge.Solve(ridge.Centre(targets, means), tolerance);
        var ofMeans = ridge.MeansTimes(weights);
        return new RidgeWeights(weights, [.. means.Select((mean, output) => mean - ofMeans[output])]);
    }

    private double[] TargetMeans(double[] targets)
    {
        var means = new double[_outputs];
        foreach (var row in _rows)
        {
            for (var output = 0; output < _outputs; output++)
            {
                means[output] += targets[(row * _outputs) + output] / _rows.Length;
            }
        }

        return means;
    }

    private float[] Centre(double[] targets, double[] means)
    {
        var centred = new float[_rows.Length * _outputs];
        for (var i = 0; i < centred.Length; i++)
        {
            var output = i % _outputs;
            centred[i] = (float)(targets[(_rows[i / _outputs] * _outputs) + output] - means[output]);
        }

        return centred;
    }

    private float[] Solve(float[] centredTargets, double tolerance)
    {
        var residual = new float[_matrix.Width * _outputs];
        AddTransposed(centredTargets, residual);
        var weights = new float[residual.Length];
        var direction = (float[])residual.Clone();
        var product = new float[residual.Length];
        var squares = Dots(residual, residual);
        var goal = Array.ConvertAll(squares, square => square * tolerance * tolerance);
        for (var iteration = 0; iteration < MaxIterations && !Reached(squares, goal); iteration++)
        {
            Multiply(direction, product);
            var curvature = Dots(direction, product);
            var steps = Ratios(squares, curvature);
            AddScaled(weights, direction, steps, 1);
            AddScaled(residual, product, steps, -1);
            var next = Dots(residual, residual);
            var keep = Ratios(next, squares);
            for (var i = 0; i < direction.Length; i++)
            {
                direction[i] = residual[i] + (keep[i % _outputs] * direction[i]);
            }

            squares = next;
        }

        return weights;
    }

    /// <summary>result = (X'X + penalty) vector, with X centred.</summary>
    private void Multiply(float[] vector, float[] result)
    {
        var scores = new float[_rows.Length * _outputs];
        var shift = MeansTimes(vector);
        for (var i = 0; i < _rows.Length; i++)
        {
            var score = scores.AsSpan(i * _outputs, _outputs);
            for (var output = 0; output < score.Length; output++)
            {
                score[output] = (float)-shift[output];
            }

            AddRow(_rows[i], vector, score);
        }

        for (var i = 0; i < result.Length; i++)
        {
            result[i] = _penalty * vector[i];
        }

        AddTransposed(scores, result);
    }

    /// <summary>result += X' values, with X centred; values has one number per fitted row and output.</summary>
    private void AddTransposed(float[] values, float[] result)
    {
        var sums = new double[_outputs];
        for (var i = 0; i < _rows.Length; i++)
        {
            var value = values.AsSpan(i * _outputs, _outputs);
            for (var output = 0; output < value.Length; output++)
            {
                sums[output] += value[output];
            }

            AddToColumns(_rows[i], value, result);
        }

        for (var i = 0; i < result.Length; i++)
        {
            result[i] -= (float)(_columnMeans[i / _outputs] * sums[i % _outputs]);
        }
    }

    /// <summary>score += row · vector, per output.</summary>
    private void AddRow(int row, float[] vector, Span<float> score)
    {
        var (columns, values) = Row(row);
        if (_outputs == 1)
        {
            var sum = score[0];
            for (var i = 0; i < columns.Length; i++)
            {
                sum += values[i] * vector[columns[i]];
            }

            score[0] = sum;
            return;
        }

        for (var i = 0; i < columns.Length; i++)
        {
            AddScaled(score, vector.AsSpan(columns[i] * _outputs, _outputs), values[i]);
        }
    }

    /// <summary>result += value × row, per output.</summary>
    private void AddToColumns(int row, ReadOnlySpan<float> value, float[] result)
    {
        var (columns, values) = Row(row);
        if (_outputs == 1)
        {
            var scale = value[0];
            for (var i = 0; i < columns.Length; i++)
            {
                result[columns[i]] += scale * values[i];
            }

            return;
        }

        for (var i = 0; i < columns.Length; i++)
        {
            AddScaled(result.AsSpan(columns[i] * _outputs, _outputs), value, values[i]);
        }
    }

    private RowView Row(int row)
    {
        var (start, count) = (_matrix.Starts[row], _matrix.Starts[row + 1] - _matrix.Starts[row]);
        return new RowView(_matrix.Columns.AsSpan(start, count), _matrix.Values.AsSpan(start, count));
    }

    private static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float scale)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(target);
        var wideSource = MemoryMarshal.Cast<float, Vector<float>>(source);
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] += wideSource[i] * scale;
        }

        for (var i = wide.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += scale * source[i];
        }
    }

    private void AddScaled(float[] target, float[] source, float[] scales, float sign)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] += sign * scales[i % _outputs] * source[i];
        }
    }

    private double[] MeansTimes(float[] vector)
    {
        var products = new double[_outputs];
        for (var i = 0; i < vector.Length; i++)
        {
            products[i % _outputs] += (double)_columnMeans[i / _outputs] * vector[i];
        }

        return products;
    }

    private double[] Dots(float[] left, float[] right)
    {
        var dots = new double[_outputs];
        for (var i = 0; i < left.Length; i++)
        {
            dots[i % _outputs] += (double)left[i] * right[i];
        }

        return dots;
    }

    private static float[] Ratios(double[] above, double[] below) =>
        [.. above.Zip(below, (numerator, denominator) => denominator > 0 ? (float)(numerator / denominator) : 0)];

    private static bool Reached(double[] squares, double[] goal)
    {
        for (var i = 0; i < squares.Length; i++)
        {
            if (squares[i] > goal[i])
            {
                return false;
            }
        }

        return true;
    }

    private readonly ref struct RowView(ReadOnlySpan<int> columns, ReadOnlySpan<float> values)
    {
        private readonly ReadOnlySpan<int> _columns = columns;
        private readonly ReadOnlySpan<float> _values = values;

        public void Deconstruct(out ReadOnlySpan<int> columns, out ReadOnlySpan<float> values)
        {
            columns = _columns;
            values = _values;
        }
    }
}
