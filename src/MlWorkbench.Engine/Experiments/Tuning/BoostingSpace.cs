using System.Globalization;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>The search space of boosted trees, fitted to the number of rows, and the configurations that are tried first.</summary>
internal sealed class BoostingSpace
{
    public const string ExtraTrees = "extra_trees";

    private readonly int _rows;

    public BoostingSpace(SearchSetup setup)
    {
        _rows = setup.Split.Folds.Max(fold => fold.Train.Length);
        Axes =
        [
            new Axis("num_leaves", 4, Math.Clamp(_rows / 20, 16, 256), true, true),
            new Axis("min_data_in_leaf", 1, Math.Clamp(_rows / 40, 8, 200), true, true),
            new Axis("feature_fraction", 0.2, 1, false, false),
            new Axis("bagging_fraction", 0.5, 1, false, false),
            new Axis("lambda_l2", 1e-3, 100, true, false),
        ];
    }

    public IReadOnlyList<Axis> Axes { get; }

    /// <summary>Known good on many tables, cheap ones first; between them they cover smooth, rough, small and noisy targets.</summary>
    public IReadOnlyList<Configuration> Portfolio() =>
    [
        Make(leaves: 16, smallestLeaf: 20, features: 0.8, rows: 1, l2: 1e-3, extra: false),
        Make(leaves: 31, smallestLeaf: 10, features: 0.7, rows: 1, l2: 1e-3, extra: true),
        Make(leaves: 6, smallestLeaf: 20, features: 0.5, rows: 0.8, l2: 1, extra: false),
        Make(leaves: 64, smallestLeaf: 10, features: 0.5, rows: 0.8, l2: 0.1, extra: false),
        Make(leaves: 12, smallestLeaf: 40, features: 0.4, rows: 0.7, l2: 1, extra: true),
        Make(leaves: 128, smallestLeaf: 5, features: 0.5, rows: 1, l2: 0.1, extra: true),
    ];

    public Configuration At(double[] position, bool extra)
    {
        var parameters = Axes.Select((axis, i) => (axis.Name, Value: axis.At(position[i]))).ToDictionary(pair => pair.Name, pair => pair.Value);
        return Complete(parameters, extra);
    }

    public double[] PositionOf(Configuration configuration) =>
        [.. Axes.Select(axis => axis.PositionOf(configuration.Number(axis.Name, axis.Minimum)))];

    private Configuration Make(int leaves, int smallestLeaf, double features, double rows, double l2, bool extra)
    {
        // The smallest leaf of a small table shrinks with its rows.
        double[] values = [leaves, Math.Min(smallestLeaf, Math.Max(2, _rows / 50)), features, rows, l2];
        return At([.. Axes.Select((axis, i) => axis.PositionOf(values[i]))], extra);
    }

    private static Configuration Complete(Dictionary<string, string> parameters, bool extra)
    {
        parameters["bagging_freq"] = "1";
        parameters[ExtraTrees] = extra ? "true" : "false";
        return new Configuration(
            TrainerFamilies.LightGbm,
            string.Create(CultureInfo.InvariantCulture, $"LightGBM{(extra ? " extra trees" : string.Empty)}, {parameters["num_leaves"]} leaves"),
            parameters);
    }
}
