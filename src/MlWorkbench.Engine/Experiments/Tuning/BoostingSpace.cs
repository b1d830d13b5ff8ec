using System.Globalization;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Tuning;

/// <summary>The search space of boosted trees, fitted to the number of rows, and the configurations that are tried first.</summary>
internal sealed class BoostingSpace
{
    public const string ExtraTrees = "extra_trees";

    public const string Objective = "objective";

    private const double LeastL2 = 1e-3;

    /// <summary>Leaves in which a rare class is all but certain have hardly any curvature: without a penalty their values, and the loss, blow up.</summary>
    private const double LeastL2OfClasses = 0.3;

    /// <summary>From this skewness on a positive target is also tried with losses on a logarithmic scale.</summary>
    private const double Skewed = 1;

    private readonly int _rows;
    private readonly string? _skewedObjective;
    private readonly double _leastL2;

    public BoostingSpace(SearchSetup setup)
    {
        _rows = setup.Split.Folds.Max(fold => fold.Train.Length);
        _skewedObjective = SkewedObjective(setup);
        _leastL2 = setup.Target.Task == ModelTask.Multiclass ? LeastL2OfClasses : LeastL2;
        Axes =
        [
            new Axis("num_leaves", 4, Math.Clamp(_rows / 20, 16, 256), true, true),
            new Axis("min_data_in_leaf", 1, Math.Clamp(_rows / 40, 8, 200), true, true),
            new Axis("feature_fraction", 0.2, 1, false, false),
            new Axis("bagging_fraction", 0.5, 1, false, false),
            new Axis("lambda_l2", _leastL2, 100, true, false),
        ];
    }

    public IReadOnlyList<Axis> Axes { get; }

    /// <summary>Known good on many tables, cheap ones first; between them they cover smooth, rough, small and noisy targets.</summary>
    public IReadOnlyList<Configuration> Portfolio()
    {
        Configuration[] always =
        [
            Make(leaves: 16, smallestLeaf: 20, features: 0.8, rows: 1, l2: _leastL2, new BoostingVariant(false)),
            Make(leaves: 31, smallestLeaf: 10, features: 0.7, rows: 1, l2: _leastL2, new BoostingVariant(true)),
            Make(leaves: 6, smallestLeaf: 20, features: 0.5, rows: 0.8, l2: 1, new BoostingVariant(false)),
            Make(leaves: 64, smallestLeaf: 10, features: 0.5, rows: 0.8, l2: 0.1, new BoostingVariant(false)),
            Make(leaves: 12, smallestLeaf: 40, features: 0.4, rows: 0.7, l2: 1, new BoostingVariant(true)),
            Make(leaves: 128, smallestLeaf: 5, features: 0.5, rows: 1, l2: 0.1, new BoostingVariant(true)),
        ];
        return _skewedObjective is null
            ? always
            : [.. always[..2], Make(leaves: 24, smallestLeaf: 15, features: 0.6, rows: 0.8, l2: 0.1, new BoostingVariant(false, _skewedObjective)), .. always[2..]];
    }

    public Configuration At(double[] position, BoostingVariant variant)
    {
        var parameters = Axes.Select((axis, i) => (axis.Name, Value: axis.At(position[i]))).ToDictionary(pair => pair.Name, pair => pair.Value);
        parameters["bagging_freq"] = "1";
        parameters[ExtraTrees] = variant.ExtraTrees ? "true" : "false";
        if (variant.Objective is { } objective)
        {
            parameters[Objective] = objective;
        }

        var kind = (variant.ExtraTrees ? " extra trees" : "") + (variant.Objective is null ? "" : $" {variant.Objective}");
        return new Configuration(TrainerFamilies.LightGbm, string.Create(CultureInfo.InvariantCulture, $"LightGBM{kind}, {parameters["num_leaves"]} leaves"), parameters);
    }

    public double[] PositionOf(Configuration configuration) =>
        [.. Axes.Select(axis => axis.PositionOf(configuration.Number(axis.Name, axis.Minimum)))];

    public static BoostingVariant VariantOf(Configuration configuration) =>
        new(configuration.Text(ExtraTrees, "false") == "true", configuration.Parameters.GetValueOrDefault(Objective));

    private Configuration Make(int leaves, int smallestLeaf, double features, double rows, double l2, BoostingVariant variant)
    {
        // The smallest leaf of a small table shrinks with its rows.
        double[] values = [leaves, Math.Min(smallestLeaf, Math.Max(2, _rows / 50)), features, rows, l2];
        return At([.. Axes.Select((axis, i) => axis.PositionOf(values[i]))], variant);
    }

    private static string? SkewedObjective(SearchSetup setup)
    {
        if (setup.Target.Task != ModelTask.Regression || setup.Metric.Name == "mae")
        {
            return null;
        }

        var values = setup.Actuals.Values;
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        var skewness = values.Average(value => Math.Pow((value - mean) / deviation, 3));
        return (values.Min(), skewness) switch
        {
            (_, <= Skewed) or (< 0, _) => null,
            (0, _) => "tweedie",
            _ => "gamma",
        };
    }
}
