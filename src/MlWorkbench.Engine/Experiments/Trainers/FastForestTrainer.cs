using System.Globalization;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Features;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Recipes;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>Random forests by Microsoft.ML: of numbers, or of class votes, one forest per class, calibrated on validation rows.</summary>
public sealed class FastForestTrainer(SearchSetup setup, FeatureStore features) : ITrainer
{
    private const int ProbeTrees = 12;
    private const string Trees = "trees";
    private const string Leaves = "leaves";
    private const string SmallestLeaf = "min_rows_in_leaf";
    private const string FeatureShare = "feature_share";
    private const string Slope = "calibration_slope";
    private const string Intercept = "calibration_intercept";

    public string Family => TrainerFamilies.FastForest;

    public RecipeKind? Recipe(Configuration configuration) => RecipeKind.Linear;

    private int Scores => setup.Target.Task == ModelTask.Multiclass ? setup.Target.Classes.Count : 1;

    public static Configuration Configuration(ModelTask task, int rows) => new(
        TrainerFamilies.FastForest,
        "Random forest",
        new Dictionary<string, string>
        {
            [Trees] = task == ModelTask.Multiclass ? "60" : "120",
            [Leaves] = Math.Clamp(rows / 4, 16, 1024).ToString(CultureInfo.InvariantCulture),
            [SmallestLeaf] = task == ModelTask.Regression ? "2" : "3",
            [FeatureShare] = task == ModelTask.Regression ? "0.4" : "0.3",
        });

    public TrainedRun? Train(Configuration configuration, RunLimits limits)
    {
        if (features.Folds(RecipeKind.Linear, limits) is not { } prepared)
        {
            return null;
        }

        var forests = new IReadOnlyList<Tree>?[prepared.Count];
        FoldThreads.For(forests.Length, limits.Threads, fold =>
            forests[fold] = Grow(prepared[fold].Train, prepared[fold].TrainTargets, configuration, limits, prepared.Count > 1 ? 1 : limits.Threads, turnsAfter: (prepared.Count - fold - 1) / limits.Threads));
        if (forests.Any(forest => forest is null))
        {
            return null;
        }

        var scale = setup.Target.Task == ModelTask.Regression ? ForestScale.None : FitScale(prepared, forests!);
        var models = forests.Select((forest, fold) => Ensemble(forest!, prepared[fold].Train.Width, scale)).ToArray();
        var predictions = models.Select((model, fold) => Score(model, prepared[fold].Validation)).ToArray();
        var parameters = new Dictionary<string, string>(configuration.Parameters);
        if (scale != ForestScale.None)
        {
            parameters[Slope] = scale.Slope.ToString("R", CultureInfo.InvariantCulture);
            parameters[Intercept] = scale.Intercept.ToString("R", CultureInfo.InvariantCulture);
        }

        return new TrainedRun(configuration, parameters, [.. models.Select((model, fold) => new Pipeline(prepared[fold].Fitted.Recipe, model))], predictions, false);
    }

    public Pipeline? Refit(Configuration settled, RunLimits limits)
    {
        var (fitted, targets) = features.AllRows(RecipeKind.Linear);
        return Grow(fitted.TrainFeatures, targets, settled, limits, limits.Threads, turnsAfter: 0) is { } forest
            ? new Pipeline(fitted.Recipe, Ensemble(forest, fitted.TrainFeatures.Width, new ForestScale(settled.Number(Slope, 1), settled.Number(Intercept, 0))))
            : null;
    }

    public void Dispose()
    {
    }

    /// <param name="turnsAfter">How many more forests of this size the thread has to grow in the same time.</param>
    /// <returns>Round after round, one tree per raw score; null when the time was up.</returns>
    private List<Tree>? Grow(FeatureMatrix rows, double[] targets, Configuration configuration, RunLimits limits, int threads, int turnsAfter)
    {
        var settings = new ForestSettings(
            (int)configuration.Number(Trees, 100),
            (int)configuration.Number(Leaves, 256),
            (int)configuration.Number(SmallestLeaf, 3),
            configuration.Number(FeatureShare, 0.4),
            setup.Spec.Seed);
        var forests = new List<Tree>[Scores];
        for (var score = 0; score < Scores; score++)
        {
            if (limits.IsOver)
            {
                return null;
            }

            var votes = setup.Target.Task == ModelTask.Multiclass ? Array.ConvertAll(targets, target => (int)target == score ? 1.0 : 0) : targets;
            forests[score] = GrowOne(rows, votes, settings, limits, threads, share: 1.0 / ((turnsAfter * Scores) + Scores - score));
        }

        return [.. Enumerable.Range(0, forests.Min(forest => forest.Count)).SelectMany(round => forests.Select(forest => forest[round]))];
    }

    /// <summary>
    /// FastForest cannot be interrupted: a few trees tell how many more there is time for. With a number of runs asked for, the forest is
    /// always whole, so that the same seed gives the same leaderboard.
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

    private ForestScale FitScale(IReadOnlyList<FoldFeatures> prepared, IReadOnlyList<Tree>[] forests)
    {
        var votes = new List<double>();
        var actuals = new List<double>();
        for (var fold = 0; fold < forests.Length; fold++)
        {
            var model = new TreeEnsemble(forests[fold], prepared[fold].Train.Width, Scores, true, Link.Identity);
            votes.AddRange(Score(model, prepared[fold].Validation).Values);
            actuals.AddRange(prepared[fold].ValidationTargets);
        }

        return ForestScale.Fit([.. votes], setup.Actuals with { Values = [.. actuals] });
    }

    private TreeEnsemble Ensemble(IReadOnlyList<Tree> forest, int width, ForestScale scale) => new(
        scale == ForestScale.None ? forest : [.. forest.Select(scale.Apply)],
        width,
        Scores,
        true,
        setup.Target.Task switch
        {
            ModelTask.Regression => Link.Identity,
            ModelTask.Binary => Link.Sigmoid,
            _ => Link.Softmax,
        });

    private static Predictions Score(TreeEnsemble model, FeatureMatrix rows)
    {
        var outputs = new double[rows.Rows * model.Outputs];
        model.Score(rows, outputs);
        return new Predictions(outputs, model.Outputs);
    }
}
