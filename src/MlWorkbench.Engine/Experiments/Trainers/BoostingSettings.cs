using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>A configuration of trees as LightGBM's parameters: those of the run and those that the task decides.</summary>
internal static class BoostingSettings
{
    public const string Rounds = "num_iterations";
    public const string LearningRate = "learning_rate";
    public const string Leaves = "num_leaves";
    public const string MaxBin = "max_bin";
    public const int DefaultBins = 255;

    /// <summary>How far levels of categories are pulled towards the rest, when they are put in order and in the leaves of a split on them.</summary>
    public const string CategorySmoothing = "cat_smooth";

    private const int WideFeatures = 300;

    public static Dictionary<string, object> Of(Configuration configuration, SearchSetup setup, int features)
    {
        var parameters = new Dictionary<string, object>
        {
            ["objective"] = setup.Target.Task switch
            {
                ModelTask.Binary => "binary",
                ModelTask.Multiclass => "multiclass",
                _ => Metric(setup) == "l1" ? "regression_l1" : "regression",
            },
            ["metric"] = Metric(setup),
            ["seed"] = setup.Spec.Seed,
            ["deterministic"] = true,
            // Trying out which is faster would cost time in every run.
            [features < WideFeatures ? "force_row_wise" : "force_col_wise"] = true,
            ["max_cat_to_onehot"] = 8,
            // LightGBM's own 100 keeps small tables from splitting on levels at all.
            ["min_data_per_group"] = 10,
            ["bagging_freq"] = 1,
        };
        if (setup.Target.Task == ModelTask.Multiclass)
        {
            parameters["num_class"] = setup.Target.Classes.Count;
        }

        foreach (var (name, value) in configuration.Parameters.Where(parameter => parameter.Key != Rounds))
        {
            parameters[name] = value;
        }

        if (configuration.Parameters.TryGetValue(CategorySmoothing, out var smoothing))
        {
            parameters["cat_l2"] = smoothing;
        }

        return parameters;
    }

    /// <summary>LightGBM's own metric nearest to the search's: computed after each round, it must cost little.</summary>
    private static string Metric(SearchSetup setup) => setup.Target.Task switch
    {
        ModelTask.Regression => setup.Metric.Name == "mae" ? "l1" : "rmse",
        ModelTask.Multiclass => "multi_logloss",
        _ => setup.Metric.Name == "auc" ? "auc" : "binary_logloss",
    };

    public static bool HigherIsBetter(SearchSetup setup) => Metric(setup) == "auc";
}
