namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Minimises a smooth convex function by limited-memory BFGS with a backtracking line search (Nocedal and Wright 2006, algorithms 7.4 and 3.1).</summary>
internal sealed class Lbfgs(Lbfgs.Objective objective, int size)
{
    private const int Memory = 10;
    private const double SufficientDecrease = 1e-4;
    private const int MostHalvings = 20;

    private readonly List<(double[] Step, double[] Change, double Curvature)> _pairs = new(Memory);

    /// <summary>Returns the value at a point and writes its gradient.</summary>
    public delegate double Objective(ReadOnlySpan<double> point, Span<double> gradient);

    /// <summary>Moves the point towards the minimum, in place.</summary>
    /// <param name="tolerance">Stops if an iteration lowers the value by less than this share of it.</param>
    /// <param name="isOver">Checked before each iteration.</param>
    public void Minimise(double[] point, int iterations, double tolerance, Func<bool> isOver)
    {
        _pairs.Clear();
        var gradient = new double[size];
        var (next, nextGradient) = (new double[size], new double[size]);
        var value = objective(point, gradient);
        for (var iteration = 0; iteration < iterations && !isOver(); iteration++)
        {
            var direction = Direction(gradient);
            var slope = Dot(direction, gradient);
            if (slope >= 0)
            {
                return;
            }

            var step = iteration == 0 ? 1 / Math.Max(1, Math.Sqrt(Dot(gradient, gradient))) : 1;
            if (Search(point, direction, value, slope, step, next, nextGradient) is not { } lower)
            {
                return;
            }

            Remember(point, gradient, next, nextGradient);
            var gain = value - lower;
            next.CopyTo(point, 0);
            nextGradient.CopyTo(gradient, 0);
            value = lower;
            if (gain <= tolerance * Math.Max(Math.Abs(value), 1e-12))
            {
                return;
            }
        }
    }

    private double? Search(double[] point, double[] direction, double value, double slope, double step, double[] next, double[] nextGradient)
    {
        for (var halving = 0; halving < MostHalvings; halving++)
        {
            for (var i = 0; i < size; i++)
            {
                next[i] = point[i] + (step * direction[i]);
            }

            var tried = objective(next, nextGradient);
            if (tried <= value + (SufficientDecrease * step * slope))
            {
                return tried;
            }

            step /= 2;
        }

        return null;
    }

    private double[] Direction(double[] gradient)
    {
        var direction = (double[])gradient.Clone();
        var shares = new double[_pairs.Count];
        for (var i = _pairs.Count - 1; i >= 0; i--)
        {
            var (step, change, curvature) = _pairs[i];
            shares[i] = Dot(step, direction) / curvature;
            AddScaled(direction, change, -shares[i]);
        }

        if (_pairs.Count > 0)
        {
            var (_, change, curvature) = _pairs[^1];
            var scale = curvature / Dot(change, change);
            for (var i = 0; i < size; i++)
            {
                direction[i] *= scale;
            }
        }

        for (var i = 0; i < _pairs.Count; i++)
        {
            var (step, change, curvature) = _pairs[i];
            AddScaled(direction, step, shares[i] - (Dot(change, direction) / curvature));
        }

        for (var i = 0; i < size; i++)
        {
            direction[i] = -direction[i];
        }

        return direction;
    }

    private void Remember(double[] point, double[] gradient, double[] next, double[] nextGradient)
    {
        var step = new double[size];
        var change = new double[size];
        for (var i = 0; i < size; i++)
        {
            step[i] = next[i] - point[i];
            change[i] = nextGradient[i] - gradient[i];
        }

        var curvature = Dot(step, change);
        if (curvature <= 1e-12 * Dot(change, change))
        {
            return;
        }

        if (_pairs.Count == Memory)
        {
            _pairs.RemoveAt(0);
        }

        _pairs.Add((step, change, curvature));
    }

    private static double Dot(double[] left, double[] right) => System.Numerics.Tensors.TensorPrimitives.Dot<double>(left, right);

    private static void AddScaled(double[] target, double[] source, double scale) =>
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(source, scale, target, target);
}
