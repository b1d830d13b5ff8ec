using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Experiments.Search;

/// <summary>
/// Daily sales of three shops. Each day has nine tenths of yesterday's distance from the shop's mean, plus noise with a standard deviation of 3.
/// </summary>
internal static class ShopSeries
{
    public static readonly string[] Shops = ["north", "south", "west"];

    /// <summary>The best possible error of a model with yesterday's sales.</summary>
    public static readonly RecipeDefinition Lag = new([new LagDefinition("sales", "day", "shop")]);

    /// <param name="yesterday">Whether to include yesterday's sales of the shop as a column.</param>
    public static Table Make(int days = 240, int seed = 5, bool yesterday = false)
    {
        var random = new Random(seed);
        var rows = days * Shops.Length;
        var (day, shop, sales, before) = (new double[rows], new int[rows], new double[rows], new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            (day[row], shop[row]) = (1_700_000_000 + (DateText.SecondsPerDay * Math.Floor(row / (double)Shops.Length)), row % Shops.Length);
            var mean = 40 + (10 * shop[row]);
            before[row] = row < Shops.Length ? double.NaN : sales[row - Shops.Length];
            sales[row] = mean + (0.9 * (double.IsNaN(before[row]) ? 0 : before[row] - mean)) + (3 * Normal(random));
        }

        Column[] columns =
        [
            new NumericColumn("day", ColumnType.Date, day), new CategoricalColumn("shop", ColumnType.Category, shop, Shops), new NumericColumn("sales", ColumnType.Number, sales),
            .. yesterday ? (Column[])[new NumericColumn("yesterday", ColumnType.Number, before)] : [],
        ];
        return new Table(columns);
    }

    public static SearchSetup Setup(Table table, RecipeDefinition? recipe) => PlanMaker.Make(table, new ExperimentSpec
    {
        Target = "sales",
        MaxRuns = 4,
        Validation = new ValidationSpec(ValidationKind.Time, Column: "day"),
        Trainers = [TrainerFamilies.Linear, TrainerFamilies.LightGbm],
        Recipe = recipe,
    });

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
