using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>A configuration of trees as LightGBM's parameters: those of the run and those that the task decides.</summary>
internal static class BoostingSettings
{
    public const string Rounds = "num_iterations";
    public const string LearningRate = "learning_rate";
    public const string Leaves = "num_leaves";

    /// <summary>
    /// How careful splits on levels of categories are: how far levels are pulled towards the rest when they are put in order and in the leaves of
    /// the split, and how many rows they need. Low values tell real levels apart, and learn noise where categories say nothing.
    /// </summary>
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
            ["max_cat_to_onehot"] = CategoryFit.FewLevels,
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

        // In LightGBM's own proportions.
        var smoothing = configuration.Number(CategorySmoothing, 10);
        parameters["cat_l2"] = smoothing;
        parameters["min_data_per_group"] = (int)Math.Max(1, 10 * smoothing);

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
