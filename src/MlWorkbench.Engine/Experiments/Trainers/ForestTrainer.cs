using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// Random forests (Breiman 2001) by LightGBM, which shares its binned rows with boosting: each tree uses a part of the rows, each split a part
/// of the features, and trees grow until their leaves are small. Class votes are calibrated on validation rows.
/// </summary>
public sealed class ForestTrainer(SearchSetup setup, FeatureStore features, LightGbmData data) : ITrainer
{
    private const int TreesPerLook = 10;

    /// <summary>Distinct rows of a bootstrap sample: 1 − 1/e of all.</summary>
    private const double BagShare = 0.632;

    private const int MostLeavesOfATree = 1024;

    /// <summary>Maximum number of leaves over all trees and folds. A larger package would be slow to write, send and load.</summary>
    private const int MostLeaves = 1_000_000;

    /// <summary>
    /// Memory of all folds for histograms of leaves, in megabytes. Without a limit, a thousand leaves of a wide table would take gigabytes.
    /// </summary>
    private const int HistogramMegabytes = 320;

    private readonly ForestModels _models = new(setup);

    public string Family => TrainerFamilies.Forest;

    public FeatureKind? FeaturesOf(Configuration configuration) => FeatureKind.Trees;

    public static Configuration Configuration(SearchSetup setup)
    {
        var scores = new ForestModels(setup).Scores;
        var (rounds, smallestLeaf, featureShare) = ForestModels.Defaults(setup.Target.Shape);
        var rows = setup.Split.Folds.Max(fold => fold.Train.Length);
        var affordable = MostLeaves / (rounds * scores * setup.Split.Folds.Count);
        return new Configuration(
            TrainerFamilies.Forest,
            "Random forest",
            new Dictionary<string, ParameterValue>
            {
                ["boosting"] = ParameterValue.Of("rf"),
                [BoostingSettings.Rounds] = ParameterValue.Of(rounds),
                [BoostingSettings.Leaves] = ParameterValue.Of(Math.Clamp(rows / 4, 16, Math.Clamp(affordable, 16, MostLeavesOfATree))),
                ["min_data_in_leaf"] = ParameterValue.Of(smallestLeaf),
                ["min_sum_hessian_in_leaf"] = ParameterValue.Of(0),
                ["bagging_fraction"] = ParameterValue.Of(BagShare),
                ["feature_fraction_bynode"] = ParameterValue.Of(featureShare),
            });
    }

    public TrainedRun? Train(Configuration configuration, RunLimits limits)
    {
        if (features.Folds(FeatureKind.Trees, limits) is not { } prepared)
        {
            return null;
        }

        var (folds, threads) = LightGbmData.Threads(prepared, limits.Threads);
        var parameters = Parameters(configuration, prepared[0].Train.Width, prepared.Count);
        var binned = data.Folds(prepared, limits.Threads);
        var boosters = new LightGbmBooster[prepared.Count];
        try
        {
            FoldThreads.For(boosters.Length, folds, fold => boosters[fold] = LightGbmBooster.Create(binned[fold].Train, parameters, threads));
            var rounds = Grow(boosters, (int)configuration.Number(BoostingSettings.Rounds, 0), folds, limits);
            if (rounds == 0)
            {
                return null;
            }

            var forests = boosters.Select((booster, fold) => Votes(booster, rounds, prepared[fold].TrainTargets)).ToArray();
            var settled = configuration.With(BoostingSettings.Rounds, rounds);
            return _models.OfFolds(configuration, settled.Parameters, prepared, forests, isCutShort: rounds < configuration.Number(BoostingSettings.Rounds, 0));
        }
        finally
        {
            foreach (var booster in boosters)
            {
                booster?.Dispose();
            }
        }
    }

    public Pipeline? Refit(Configuration settled, RunLimits limits)
    {
        var (fitted, targets) = features.AllRows(FeatureKind.Trees);
        using var binned = data.Create(fitted, fitted.TrainFeatures, targets, limits.Threads, null);
        using var booster = LightGbmBooster.Create(binned, Parameters(settled, fitted.TrainFeatures.Width, forests: 1), limits.Threads);
        var rounds = (int)settled.Number(BoostingSettings.Rounds, 0);
        return Grow([booster], rounds, 1, limits) == rounds
            ? _models.OfAllRows(settled, fitted, Votes(booster, rounds, targets))
            : null;
    }

    public void Dispose()
    {
    }

    private Dictionary<string, object> Parameters(Configuration configuration, int features, int forests)
    {
        var parameters = BoostingSettings.Of(configuration, setup, features);
        parameters["histogram_pool_size"] = HistogramMegabytes / forests;
        return parameters;
    }

    /// <returns>Rounds that all folds have. 0 if time ran out before each had a tree.</returns>
    private static int Grow(LightGbmBooster[] boosters, int rounds, int threads, RunLimits limits)
    {
        var grown = new int[boosters.Length];
        for (var wanted = TreesPerLook; ; wanted += TreesPerLook)
        {
            FoldThreads.For(boosters.Length, threads, fold =>
            {
                while (grown[fold] < Math.Min(wanted, rounds) && !limits.IsOver)
                {
                    boosters[fold].TrainRound();
                    grown[fold]++;
                }
            });
            if (wanted >= rounds || limits.IsOver)
            {
                return grown.Min();
            }
        }
    }

    /// <summary>
    /// LightGBM's forest steps once from the log-odds of the class shares p: a leaf with class share q contains log p + (q − p) / h, with h = p (1 − p), for
    /// more than two classes times K / (K − 1). Inverted, a leaf contains q, the vote of a random forest.
    /// </summary>
    private Tree[] Votes(LightGbmBooster booster, int rounds, double[] targets)
    {
        var trees = booster.ToTreeEnsemble(rounds).Trees;
        double[] means = setup.Target.Shape.HasScorePerClass
            ? [.. Enumerable.Range(0, _models.Scores).Select(score => targets.Count(target => (int)target == score) / (double)targets.Length)]
            : [targets.Average()];
        return [.. trees.Select((tree, i) => Votes(tree, means[i % _models.Scores]))];
    }

    private Tree Votes(Tree tree, double mean)
    {
        // LightGBM sets a tree without a split to zero.
        if (tree.Nodes == 0)
        {
            return tree with { LeafValue = [mean] };
        }

        if (!setup.Target.Shape.HasClasses)
        {
            return tree;
        }

        var start = _models.Scores == 1 ? Math.Log(mean / (1 - mean)) : Math.Log(mean);
        var curvature = mean * (1 - mean) * (_models.Scores == 1 ? 1 : _models.Scores / (_models.Scores - 1.0));
        return tree with { LeafValue = Array.ConvertAll(tree.LeafValue, value => mean + ((value - start) * curvature)) };
    }
}
