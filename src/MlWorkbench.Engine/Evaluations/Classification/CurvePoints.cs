namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>
/// Collects the points of a curve and skips points closer to the previous one than a step. A chart of 200 points looks like one of a million.
/// </summary>
internal sealed class CurvePoints(double step, bool xOnly = false)
{
    private readonly List<double> _x = [];
    private readonly List<double> _y = [];
    private (double X, double Y)? _skipped;

    public void Add(double x, double y)
    {
        var near = _x.Count > 0 && Math.Abs(x - _x[^1]) + (xOnly ? 0 : Math.Abs(y - _y[^1])) < step;
        if (near)
        {
            _skipped = (x, y);
            return;
        }

        Keep(x, y);
    }

    /// <summary>Adds a point. The first and the last point are always included.</summary>
    public Curve ToCurve()
    {
        if (_skipped is { } last)
        {
            Keep(last.X, last.Y);
        }

        return new Curve([.. _x], [.. _y]);
    }

    private void Keep(double x, double y)
    {
        _x.Add(x);
        _y.Add(y);
        _skipped = null;
    }
}
