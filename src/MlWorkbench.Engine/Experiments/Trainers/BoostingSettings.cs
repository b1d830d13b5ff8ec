using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Features;
using MlWorkbench.Engine.Tasks;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>LightGBM parameters of a tree configuration: those of the run and those of the task.</summary>
internal static class BoostingSettings
{
    public const string Rounds = "num_iterations";
    public const string LearningRate = "learning_rate";
    public const string Leaves = "num_leaves";

    /// <summary>
    /// Regularisation of splits on levels of categories: the shrinkage of levels when they are sorted and in the leaves of the split, and their minimum
    /// number of rows. Low values separate real levels, but learn noise from uninformative categories.
    /// </summary>
    public const string CategorySmoothing = "cat_smooth";

    private const int WideFeatures = 300;

    public static Dictionary<string, object> Of(Configuration configuration, SearchSetup setup, int features)
    {
        var loss = Loss(setup);
        var parameters = new Dictionary<string, object>
        {
            ["objective"] = loss.Objective,
            ["metric"] = loss.Metric,
            ["seed"] = setup.Spec.Seed,
            ["deterministic"] = true,
            // Measuring which mode is faster would cost time in every run.
            [features < WideFeatures ? "force_row_wise" : "force_col_wise"] = true,
            ["max_cat_to_onehot"] = CategoryFit.FewLevels,
            ["bagging_freq"] = 1,
        };
        if (setup.Target.Shape.HasScorePerClass)
        {
            parameters["num_class"] = setup.Target.Classes.Count;
        }

        foreach (var (name, value) in configuration.Parameters.Where(parameter => parameter.Key != Rounds))
        {
            parameters[name] = value;
        }

        // The same proportions as LightGBM's defaults.
        var smoothing = configuration.Number(CategorySmoothing, 10);
        parameters["cat_l2"] = smoothing;
        parameters["min_data_per_group"] = (int)Math.Max(1, 10 * smoothing);

        return parameters;
    }

    public static bool HigherIsBetter(SearchSetup setup) => Loss(setup).Metric == "auc";

    private static BoostingLoss Loss(SearchSetup setup) => TaskDefinitions.Of(setup.Target.Task).Losses.For(setup.Metric.Name);
}
