using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Engine.Experiments.Tuning;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Search;

/// <summary>The baseline, then known-good configurations of every family, from cheap to costly.</summary>
internal static class Portfolio
{
    private const int MostFlags = 64;

    /// <summary>Boosted trees that come before costlier families.</summary>
    private const int BoostingFirst = 3;

    /// <summary>Per second of the budget. FastForest cannot be interrupted: on larger tables it would eat the time in which others find more.</summary>
    private const double MostForestCells = 25_000;

    public static IEnumerable<Configuration> Of(SearchSetup setup, IReadOnlySet<string> families)
    {
        Configuration[] boosting = families.Contains(TrainerFamilies.LightGbm) ? [.. BoostingSpace.Portfolio(setup)] : [];
        Configuration[] linear = families.Contains(TrainerFamilies.Linear) ? [.. LinearVariants.Of(setup)] : [];
        Configuration[] networks = families.Contains(TrainerFamilies.NeuralNet) ? [.. NeuralNetSpace.Portfolio(setup)] : [];
        Configuration[] forests = HasForest(setup, families) ? [FastForestTrainer.Configuration(setup.Target.Task, Rows(setup))] : [];
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

    private static bool HasForest(SearchSetup setup, IReadOnlySet<string> families) =>
        families.Contains(TrainerFamilies.FastForest)
        && (!families.Contains(TrainerFamilies.LightGbm) || ForestCells(setup) <= MostForestCells * setup.Spec.BudgetSeconds);

    /// <summary>Work of a forest: rows × features, a category counting as its flags, × forests for the classes.</summary>
    private static double ForestCells(SearchSetup setup)
    {
        var width = setup.Columns.Features.Sum(name => setup.Rows[name] is CategoricalColumn { Levels.Length: <= MostFlags } category ? category.Levels.Length : 1);
        return (double)setup.Split.Folds.Sum(fold => fold.Train.Length) * width * Math.Max(1, setup.Target.Task == ModelTask.Multiclass ? setup.Target.Classes.Count : 1);
    }

    private static int Rows(SearchSetup setup) => setup.Split.Folds.Max(fold => fold.Train.Length);
}
