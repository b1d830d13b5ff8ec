namespace MlWorkbench.Scoring.Features;

/// <summary>
/// The progress of a number through the pieces between edges: 0 before a piece, 1 after it, the share within (piecewise linear encoding;
/// Gorishniy, Rubachev and Babenko 2022). A linear model over it has a bend at each edge. A missing value counts as the training median.
/// </summary>
public sealed class PiecewiseStep : NumericStep
{
    private const int MostEdges = 256;

    /// <param name="edges">Edges between the pieces in ascending order.</param>
    public PiecewiseStep(string column, double median, double[] edges)
        : base(column)
    {
        if (edges.Length is < 2 or > MostEdges || !edges.All(double.IsFinite) || !double.IsFinite(median))
        {
            throw new ArgumentException(
                $"Column '{column}' cannot be divided by {edges.Length} edges around {median}: 2 to {MostEdges} finite numbers are needed.");
        }

        for (var i = 1; i < edges.Length; i++)
        {
            if (!(edges[i] > edges[i - 1]) || !double.IsFinite(edges[i] - edges[i - 1]))
            {
                throw new ArgumentException($"Column '{column}' has edges that do not increase: {edges[i - 1]} and {edges[i]}.");
            }
        }

        (Median, Edges) = (median, edges);
        Outputs = [.. Enumerable.Range(1, edges.Length - 1).Select(i => FormattableString.Invariant($"{column} from {edges[i - 1]:R} to {edges[i]:R}"))];
    }

    public double Median { get; }

    public double[] Edges { get; }

    public override IReadOnlyList<string> Outputs { get; }

    protected override void Write(double value, Span<float> features)
    {
        var known = double.IsNaN(value) ? Median : value;
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = (float)Math.Clamp((known - Edges[i]) / (Edges[i + 1] - Edges[i]), 0, 1);
        }
    }
}
