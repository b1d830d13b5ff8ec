using System.Globalization;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>The search space of boosted trees for the number of rows, and the first configurations.</summary>
internal static class BoostingSpace
{
    /// <summary>Random split thresholds (Geurts, Ernst and Wehenkel 2006).</summary>
    public const string ExtraTrees = "extra_trees";

    /// <summary>LightGBM's name for the loss.</summary>
    public const string Objective = "objective";

    private const string Leaves = "num_leaves";

    private const double LeastL2 = 1e-3;

    /// <summary>Leaves in which a rare class is almost certain have nearly no curvature. Without a penalty, their values and the loss diverge.</summary>
    private const double LeastL2OfClasses = 0.3;

    public static SearchSpace Of(SearchSetup setup)
    {
        var rows = Rows(setup);
        return new SearchSpace(
            TrainerFamilies.LightGbm,
            [
                new Axis(Leaves, 4, Math.Clamp(rows / 20, 16, 256), true, true),
                new Axis("min_data_in_leaf", 1, Math.Clamp(rows / 40, 8, 200), true, true),
                new Axis("feature_fraction", 0.2, 1, false, false),
                new Axis("bagging_fraction", 0.5, 1, false, false),
                new Axis("lambda_l2", Least(setup), 100, true, false),
                .. HasCategories(setup) ? [new Axis(BoostingSettings.CategorySmoothing, 1, 50, true, false)] : Array.Empty<Axis>(),
            ],
            Choices(setup),
            Title);
    }

    /// <summary>Known to be good on many tables, cheap ones first. Together they cover smooth, rough, small and noisy targets.</summary>
    public static IReadOnlyList<Configuration> Portfolio(SearchSetup setup)
    {
        var space = Of(setup);
        var (rows, least) = (Rows(setup), Least(setup));
        Configuration Make(int leaves, int smallestLeaf, double features, double bagging, double l2, double categories, bool extraTrees, string? objective = null)
        {
            // The smallest leaf size decreases with the number of rows.
            double[] values = [leaves, Math.Min(smallestLeaf, Math.Max(2, rows / 50)), features, bagging, l2, categories];
            ParameterValue[] options = [ParameterValue.Of(extraTrees), .. space.Choices.Skip(1).Select(choice => objective is null ? choice.Options[0] : ParameterValue.Of(objective))];
            return space.Of(values, options);
        }

        Configuration[] always =
        [
            Make(16, 20, 0.8, 1, least, 10, false),
            Make(31, 10, 0.7, 1, least, 3, true),
            Make(6, 20, 0.5, 0.8, 1, 10, false),
            Make(64, 10, 0.5, 0.8, 0.1, 2, false),
            Make(12, 40, 0.4, 0.7, 1, 10, true),
            Make(128, 5, 0.5, 1, 0.1, 2, true),
        ];
        return SkewedTarget.Objective(setup) is { } objective
            ? [.. always[..2], Make(24, 15, 0.6, 0.8, 0.1, 3, false, objective), .. always[2..]]
            : always;
    }

    /// <summary>Skewed targets have an additional choice of the loss.</summary>
    private static Choice[] Choices(SearchSetup setup)
    {
        var extraTrees = new Choice(ExtraTrees, ParameterValue.Of(false), ParameterValue.Of(true));
        return SkewedTarget.Objective(setup) is { } objective ? [extraTrees, new Choice(Objective, ParameterValue.Of("regression"), ParameterValue.Of(objective))] : [extraTrees];
    }

    private static string Title(IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var kind = parameters[ExtraTrees].Boolean == true ? " extra trees" : "";
        var loss = parameters.GetValueOrDefault(Objective).Text is { } objective and not "regression" ? $" {objective}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"LightGBM{kind}{loss}, {parameters[Leaves]} leaves");
    }

    private static bool HasCategories(SearchSetup setup) => setup.Columns.Features.Any(name => setup.Rows[name] is CategoricalColumn { Type: not ColumnType.Text });

    private static int Rows(SearchSetup setup) => setup.Split.Folds.Max(fold => fold.Train.Length);

    private static double Least(SearchSetup setup) => setup.Target.Shape.HasScorePerClass ? LeastL2OfClasses : LeastL2;
}
