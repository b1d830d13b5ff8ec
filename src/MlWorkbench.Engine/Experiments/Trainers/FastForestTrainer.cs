using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Random forests by Microsoft.ML: of numbers, or of class votes with one forest per class, calibrated on validation rows.</summary>
public sealed class FastForestTrainer(SearchSetup setup, FeatureStore features) : ITrainer
{
    private const int ProbeTrees = 12;
    private const string Trees = "trees";
    private const string Leaves = "leaves";
    private const string SmallestLeaf = "min_rows_in_leaf";
    private const string FeatureShare = "feature_share";

    private readonly ForestModels _models = new(setup);

    public string Family => TrainerFamilies.FastForest;

    public FeatureKind? FeaturesOf(Configuration configuration) => FeatureKind.Linear;

    public static Configuration Configuration(SearchSetup setup)
    {
        var (trees, smallestLeaf, featureShare) = ForestModels.Defaults(setup.Target.Shape);
        var rows = setup.Split.Folds.Max(fold => fold.Train.Length);
        return new Configuration(
            TrainerFamilies.FastForest,
            "Random forest",
            new Dictionary<string, ParameterValue>
            {
                [Trees] = ParameterValue.Of(trees),
                [Leaves] = ParameterValue.Of(Math.Clamp(rows / 4, 16, 1024)),
                [SmallestLeaf] = ParameterValue.Of(smallestLeaf),
                [FeatureShare] = ParameterValue.Of(featureShare),
            });
    }

    public TrainedRun? Train(Configuration configuration, RunLimits limits)
    {
        if (features.Folds(FeatureKind.Linear, limits) is not { } prepared)
        {
            return null;
        }

        var forests = new IReadOnlyList<Tree>?[prepared.Count];
        FoldThreads.For(forests.Length, limits.Threads, fold =>
            forests[fold] = Grow(prepared[fold].Train, prepared[fold].TrainTargets, configuration, limits, prepared.Count > 1 ? 1 : limits.Threads, turnsAfter: (prepared.Count - fold - 1) / limits.Threads));
        return forests.Any(forest => forest is null) ? null : _models.OfFolds(configuration, configuration.Parameters, prepared, forests!, isCutShort: false);
    }

    public Pipeline? Refit(Configuration settled, RunLimits limits)
    {
        var (fitted, targets) = features.AllRows(FeatureKind.Linear);
        return Grow(fitted.TrainFeatures, targets, settled, limits, limits.Threads, turnsAfter: 0) is { } forest
            ? _models.OfAllRows(settled, fitted, forest)
            : null;
    }

    public void Dispose()
    {
    }

    /// <param name="turnsAfter">Number of further forests of this size that the thread must train in the same time.</param>
    /// <returns>Round after round, one tree per raw score. Null if time ran out.</returns>
    private List<Tree>? Grow(FeatureMatrix rows, double[] targets, Configuration configuration, RunLimits limits, int threads, int turnsAfter)
    {
        var settings = new ForestSettings(
            (int)configuration.Number(Trees, 100),
            (int)configuration.Number(Leaves, 256),
            (int)configuration.Number(SmallestLeaf, 3),
            configuration.Number(FeatureShare, 0.4),
            setup.Spec.Seed);
        var forests = new List<Tree>[_models.Scores];
        for (var score = 0; score < _models.Scores; score++)
        {
            if (limits.IsOver)
            {
                return null;
            }

            var votes = setup.Target.Shape.HasScorePerClass ? Array.ConvertAll(targets, target => (int)target == score ? 1.0 : 0) : targets;
            forests[score] = GrowOne(rows, votes, settings, limits, threads, share: 1.0 / ((turnsAfter * _models.Scores) + _models.Scores - score));
        }

        return [.. Enumerable.Range(0, forests.Min(forest => forest.Count)).SelectMany(round => forests.Select(forest => forest[round]))];
    }

    /// <summary>
    /// FastForest cannot be interrupted, so the time of a few trees determines the number of further trees. If the number of runs is limited,
    /// the forest is always complete, so that equal seeds give equal leaderboards.
    /// </summary>
    private List<Tree> GrowOne(FeatureMatrix rows, double[] votes, ForestSettings settings, RunLimits limits, int threads, double share)
    {
        var seconds = limits.Remaining.TotalSeconds * share;
        var started = limits.Clock.Elapsed;
        var trees = new List<Tree>(ForestFit.Fit(rows, votes, settings with { Trees = Math.Min(ProbeTrees, settings.Trees) }, threads));
        var perTree = (limits.Clock.Elapsed - started).TotalSeconds / trees.Count;
        var wanted = settings.Trees - trees.Count;
        var affordable = setup.Spec.MaxRuns is null ? (int)Math.Min(wanted, (seconds / perTree) - trees.Count) : wanted;
        if (affordable > 0)
        {
            trees.AddRange(ForestFit.Fit(rows, votes, settings with { Trees = affordable, Seed = settings.Seed + 1 }, threads));
        }

        return trees;
    }
}
