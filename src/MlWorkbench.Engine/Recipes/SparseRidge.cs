namespace MlWorkbench.Engine.Recipes;

/// <summary>
/// Ridge regression on sparse rows for one or several targets at once, with an intercept that is not penalised: minimises
/// |Xw + b − y|² + penalty × |w|² by conjugate gradients (Hestenes and Stiefel 1952) on the centred normal equations.
/// </summary>
internal sealed class SparseRidge
{
    private const int MaxIterations = 60;
    private const double Tolerance = 1e-3;

    private readonly SparseMatrix _matrix;
    private readonly int[] _rows;
    private readonly int _outputs;
    private readonly double _penalty;
    private readonly double[] _columnMeans;

    private SparseRidge(SparseMatrix matrix, int[] rows, int outputs, double penalty)
    {
        (_matrix, _rows, _outputs, _penalty) = (matrix, rows, outputs, penalty);
        _columnMeans = new double[matrix.Width];
        foreach (var row in rows)
        {
            for (var i = matrix.Starts[row]; i < matrix.Starts[row + 1]; i++)
            {
                _columnMeans[matrix.Columns[i]] += matrix.Values[i] / rows.Length;
            }
        }
    }

    /// <param name="rows">Rows of the matrix to fit on.</param>
    /// <param name="targets">For every row of the matrix, one number per output.</param>
    /// <returns>Weights, column after column with one number per output, and intercepts.</returns>
    public static (double[] Weights, double[] Intercepts) Fit(SparseMatrix matrix, int[] rows, double[] targets, int outputs, double penalty)
    {
        var ridge = new SparseRidge(matrix, rows, outputs, penalty);
        var means = ridge.TargetMeans(targets);
        var weights = ridge.Solve(targets, means);
        return (weights, ridge.Intercepts(weights, means));
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

    private double[] Intercepts(double[] weights, double[] means)
    {
        var ofMeans = MeansTimes(weights);
        return [.. means.Select((mean, output) => mean - ofMeans[output])];
    }

    private double[] Solve(double[] targets, double[] means)
    {
        var residual = new double[_matrix.Width * _outputs];
        AddTransposed((row, _, output) => targets[(row * _outputs) + output] - means[output], residual);
        var weights = new double[residual.Length];
        var direction = (double[])residual.Clone();
        var product = new double[residual.Length];
        var squares = Dots(residual, residual);
        var goal = squares.Select(square => square * Tolerance * Tolerance).ToArray();
        for (var iteration = 0; iteration < MaxIterations && !squares.Zip(goal).All(pair => pair.First <= pair.Second); iteration++)
        {
            Multiply(direction, product);
            var curvature = Dots(direction, product);
            var steps = new double[_outputs];
            for (var output = 0; output < _outputs; output++)
            {
                steps[output] = curvature[output] > 0 ? squares[output] / curvature[output] : 0;
            }

            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] += steps[i % _outputs] * direction[i];
                residual[i] -= steps[i % _outputs] * product[i];
            }

            var next = Dots(residual, residual);
            for (var i = 0; i < direction.Length; i++)
            {
                var output = i % _outputs;
                direction[i] = residual[i] + (squares[output] > 0 ? next[output] / squares[output] * direction[i] : 0);
            }

            squares = next;
        }

        return weights;
    }

    /// <summary>result = (X'X + penalty) vector, with X centred.</summary>
    private void Multiply(double[] vector, double[] result)
    {
        var scores = new double[_rows.Length * _outputs];
        var shift = MeansTimes(vector);
        for (var i = 0; i < _rows.Length; i++)
        {
            var score = scores.AsSpan(i * _outputs, _outputs);
            var row = _rows[i];
            for (var entry = _matrix.Starts[row]; entry < _matrix.Starts[row + 1]; entry++)
            {
                var value = _matrix.Values[entry];
                var from = _matrix.Columns[entry] * _outputs;
                for (var output = 0; output < score.Length; output++)
                {
                    score[output] += value * vector[from + output];
                }
            }

            for (var output = 0; output < score.Length; output++)
            {
                score[output] -= shift[output];
            }
        }

        for (var i = 0; i < result.Length; i++)
        {
            result[i] = _penalty * vector[i];
        }

        AddTransposed((_, position, output) => scores[(position * _outputs) + output], result);
    }

    /// <summary>result += X' of what is given per row, with X centred.</summary>
    private void AddTransposed(Func<int, int, int, double> valueOf, double[] result)
    {
        var sums = new double[_outputs];
        var values = new double[_outputs];
        for (var i = 0; i < _rows.Length; i++)
        {
            var row = _rows[i];
            for (var output = 0; output < _outputs; output++)
            {
                values[output] = valueOf(row, i, output);
                sums[output] += values[output];
            }

            for (var entry = _matrix.Starts[row]; entry < _matrix.Starts[row + 1]; entry++)
            {
                var weight = _matrix.Values[entry];
                var to = _matrix.Columns[entry] * _outputs;
                for (var output = 0; output < values.Length; output++)
                {
                    result[to + output] += weight * values[output];
                }
            }
        }

        for (var i = 0; i < result.Length; i++)
        {
            result[i] -= _columnMeans[i / _outputs] * sums[i % _outputs];
        }
    }

    private double[] MeansTimes(double[] vector)
    {
        var products = new double[_outputs];
        for (var i = 0; i < vector.Length; i++)
        {
            products[i % _outputs] += _columnMeans[i / _outputs] * vector[i];
        }

        return products;
    }

    private double[] Dots(double[] left, double[] right)
    {
        var dots = new double[_outputs];
        for (var i = 0; i < left.Length; i++)
        {
            dots[i % _outputs] += left[i] * right[i];
        }

        return dots;
    }
}
