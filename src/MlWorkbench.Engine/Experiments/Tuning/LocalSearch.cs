using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>
/// Proposes configurations near the best so far: random steps on a few axes that get shorter during the search (similar to FLOW2; Wu, Wang and Huang 2021),
/// with a share of random points that cover the whole space. The proposal depends only on the seed and on the previous runs.
/// </summary>
internal sealed class LocalSearch(SearchSpace space, int seed)
{
    private const int Parents = 4;
    private const double FreshShare = 0.15;
    private const double FlipShare = 0.3;
    private const double AxisShare = 0.5;
    private const double LongestStep = 0.25;
    private const double ShortestStep = 0.08;
    private const int Tries = 20;

    /// <param name="history">Completed runs of the family so far with their losses (smaller is better).</param>
    /// <param name="attempts">All attempts, including failed ones. None is proposed again.</param>
    public Configuration Propose(IReadOnlyList<(Configuration Configuration, double Loss)> history, IReadOnlyList<Configuration> attempts)
    {
        var random = new Random(HashCode(seed, attempts.Count));
        var proposal = Fresh(random);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            proposal = history.Count == 0 || random.NextDouble() < FreshShare ? Fresh(random) : Near(history, random);
            if (!attempts.Any(attempt => space.AreSame(attempt, proposal)))
            {
                break;
            }
        }

        return proposal;
    }

    private Configuration Fresh(Random random) =>
        space.At([.. space.Axes.Select(_ => random.NextDouble())], [.. space.Choices.Select(choice => Draw(choice, random))]);

    private Configuration Near(IReadOnlyList<(Configuration Configuration, double Loss)> history, Random random)
    {
        var parents = history.OrderBy(run => run.Loss).Take(Parents).ToArray();
        // The best is selected most often: 1/2, 1/4, ...
        var rank = 0;
        while (rank < parents.Length - 1 && random.NextDouble() < 0.5)
        {
            rank++;
        }

        var parent = parents[rank].Configuration;
        var position = space.PositionOf(parent);
        var reach = Math.Max(ShortestStep, LongestStep / Math.Sqrt(1 + (history.Count / 8.0)));
        for (var axis = 0; axis < position.Length; axis++)
        {
            if (random.NextDouble() < AxisShare)
            {
                position[axis] = Math.Clamp(position[axis] + (reach * Gaussian(random)), 0, 1);
            }
        }

        var options = space.OptionsOf(parent);
        for (var choice = 0; choice < options.Length; choice++)
        {
            options[choice] = random.NextDouble() < FlipShare ? Draw(space.Choices[choice], random) : options[choice];
        }

        return space.At(position, options);
    }

    private static ParameterValue Draw(Choice choice, Random random) => choice.Options[random.Next(choice.Options.Count)];

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    // System.HashCode differs between processes, but a search must not.
    private static int HashCode(int seed, int step) => unchecked((seed * 486187739) + (step * 16777619) + 1);
}
