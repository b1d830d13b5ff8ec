using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Engine.Experiments.Tuning;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>The baseline, then known-good configurations of every family, from cheap to expensive.</summary>
internal static class Portfolio
{
    /// <summary>Number of boosted-tree runs before more expensive families.</summary>
    private const int BoostingFirst = 3;

    public static IEnumerable<Configuration> Of(SearchSetup setup, IReadOnlySet<string> families)
    {
        Configuration[] boosting = families.Contains(TrainerFamilies.LightGbm) ? [.. BoostingSpace.Portfolio(setup)] : [];
        Configuration[] linear = families.Contains(TrainerFamilies.Linear) ? [.. LinearVariants.Of(setup)] : [];
        Configuration[] networks = families.Contains(TrainerFamilies.NeuralNet) ? [.. NeuralNetSpace.Portfolio(setup)] : [];
        Configuration[] forests =
        [
            .. families.Contains(TrainerFamilies.Forest) ? [ForestTrainer.Configuration(setup)] : Array.Empty<Configuration>(),
            .. families.Contains(TrainerFamilies.FastForest) ? [FastForestTrainer.Configuration(setup.Target.Task, setup.Split.Folds.Max(fold => fold.Train.Length))] : Array.Empty<Configuration>(),
        ];
        return
        [
            BaselineTrainer.Configuration(setup.Target.Task),
            .. boosting.Take(1),
            .. linear.Take(1),
            .. boosting.Skip(1).Take(BoostingFirst),
            .. linear.Skip(1),
            .. networks,
            .. boosting.Skip(1 + BoostingFirst),
            .. forests,
        ];
    }
}
