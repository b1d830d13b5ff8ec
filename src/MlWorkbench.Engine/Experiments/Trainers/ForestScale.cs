using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// Converts the mean votes of a forest into log-odds: score = slope × vote + intercept, fitted to validation rows (Platt 1999). The leaves include it, so the
/// model remains a plain tree ensemble.
/// </summary>
internal sealed record ForestScale(double Slope, double Intercept)
{
    private const int Iterations = 60;

    public static ForestScale None { get; } = new(1, 0);

    /// <param name="votes">Votes, row after row, one per raw score.</param>
    public static ForestScale Fit(double[] votes, Actuals actuals)
    {
        var binary = actuals.Shape.HasPositiveClass;
        var solver = new Lbfgs((point, gradient) => Loss(votes, actuals, binary, point, gradient), 2);
        double[] point = [4, binary ? -2 : 0];
        solver.Minimise(point, Iterations, 1e-9, () => false);
        return new ForestScale(point[0], binary ? point[1] : 0);
    }

    public Tree Apply(Tree tree) => tree with { LeafValue = Array.ConvertAll(tree.LeafValue, value => (value * Slope) + Intercept) };

    private static double Loss(double[] votes, Actuals actuals, bool binary, ReadOnlySpan<double> point, Span<double> gradient)
    {
        gradient.Clear();
        var loss = 0.0;
        var scores = new double[binary ? 2 : actuals.Classes.Count];
        for (var row = 0; row < actuals.Rows; row++)
        {
            var actual = (int)actuals.Values[row];
            if (binary)
            {
                scores[0] = (point[0] * votes[row]) + point[1];
                Links.Apply(Link.Sigmoid, 1, scores);
                gradient[0] += (scores[1] - actual) * votes[row];
                gradient[1] += scores[1] - actual;
            }
            else
            {
                var given = votes.AsSpan(row * scores.Length, scores.Length);
                for (var i = 0; i < scores.Length; i++)
                {
                    scores[i] = point[0] * given[i];
                }

                Links.Softmax(scores);
                for (var i = 0; i < scores.Length; i++)
                {
                    gradient[0] += (scores[i] - (i == actual ? 1 : 0)) * given[i];
                }
            }

            loss -= Math.Log(Math.Max(scores[actual], 1e-300));
        }

        gradient[0] /= actuals.Rows;
        gradient[1] /= actuals.Rows;
        return loss / actuals.Rows;
    }
}
