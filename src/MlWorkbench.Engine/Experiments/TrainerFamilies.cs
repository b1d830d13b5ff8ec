using MlWorkbench.Engine.Experiments.Trainers;
using MlWorkbench.Engine.Experiments.Tuning;

namespace MlWorkbench.Engine.Experiments;

/// <summary>The trainer families: their names in the API, on the command line and on the pages, and the table that the search reads.</summary>
public static class TrainerFamilies
{
    public const string Baseline = "baseline";
    public const string LightGbm = "lightgbm";
    public const string Forest = "forest";

    /// <summary>The forest for machines without a LightGBM library.</summary>
    public const string FastForest = "fastforest";
    public const string Linear = "linear";
    public const string NeuralNet = "neuralnet";

    /// <summary>The blend of runs, which no trainer creates.</summary>
    public const string Ensemble = "ensemble";

    /// <summary>Number of boosted-tree runs between the first linear model and the more expensive families.</summary>
    private const int BoostingFirst = 3;

    /// <summary>Every family, in the order of the pages. The turns make the portfolio go from cheap to expensive.</summary>
    internal static IReadOnlyList<TrainerFamily> All { get; } =
    [
        new()
        {
            Name = Baseline,
            Title = "Baseline",
            IsSelectable = false,
            Create = (setup, _, _) => new BaselineTrainer(setup),
            Portfolio = setup => [BaselineTrainer.Configuration(setup.Target.Shape)],
            Turn = _ => 0,
        },
        new()
        {
            Name = LightGbm,
            Title = "LightGBM (boosted trees)",
            NeedsLightGbm = true,
            Create = (setup, features, binned) => new LightGbmTrainer(setup, features, binned),
            Portfolio = BoostingSpace.Portfolio,
            Turn = index => index == 0 ? 1 : index <= BoostingFirst ? 3 : 6,
            Space = BoostingSpace.Of,
        },
        new()
        {
            Name = Forest,
            Title = "Random forest",
            NeedsLightGbm = true,
            Create = (setup, features, binned) => new ForestTrainer(setup, features, binned),
            Portfolio = setup => [ForestTrainer.Configuration(setup)],
            Turn = _ => 7,
        },
        new()
        {
            Name = FastForest,
            Title = "Random forest",
            IsSelectable = false,
            Replaces = Forest,
            Create = (setup, features, _) => new FastForestTrainer(setup, features),
            Portfolio = setup => [FastForestTrainer.Configuration(setup)],
            Turn = _ => 7,
        },
        new()
        {
            Name = Linear,
            Title = "Linear",
            IsInterpretable = true,
            Create = (setup, features, _) => new LinearTrainer(setup, features),
            Portfolio = LinearVariants.Of,
            Turn = index => index == 0 ? 2 : 4,
        },
        new()
        {
            Name = NeuralNet,
            Title = "Neural network",
            Create = (setup, features, _) => new NeuralNetTrainer(setup, features),
            Portfolio = NeuralNetSpace.Portfolio,
            Turn = _ => 5,
            Space = NeuralNetSpace.Of,
        },
    ];

    /// <summary>Families that a user can select. The baseline and the blend are always included.</summary>
    public static IReadOnlyList<string> Selectable { get; } = [.. All.Where(family => family.IsSelectable).Select(family => family.Name)];

    /// <summary>Families with interpretable models.</summary>
    public static IReadOnlyList<string> Interpretable { get; } = [.. All.Where(family => family.IsInterpretable).Select(family => family.Name)];

    /// <summary>Display title of a family.</summary>
    public static string TitleOf(string name) => All.FirstOrDefault(family => family.Name == name)?.Title ?? name;
}
