using System.Globalization;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Experiments;

/// <summary>A seeded table with two numbers, a category, a group, a time and targets that depend on the first three.</summary>
internal static class SmallTable
{
    public static Table Make(int rows = 200, int seed = 1)
    {
        var random = new Random(seed);
        var (x, z, noise) = (new double[rows], new double[rows], new double[rows]);
        var (kind, group, day) = (new int[rows], new double[rows], new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            (x[row], z[row], noise[row]) = (Normal(random), Normal(random), Normal(random));
            (kind[row], group[row], day[row]) = (random.Next(3), random.Next(20), 86_400.0 * random.Next(60));
        }

        double Score(int row) => (2 * x[row]) + (z[row] * z[row]) + (kind[row] == 1 ? 1.5 : 0) + (0.5 * noise[row]);
        var order = Enumerable.Range(0, rows).Select(Score).Order().ToArray();
        var score = Enumerable.Range(0, rows).Select(Score).ToArray();
        return new Table(
        [
            new NumericColumn("x", ColumnType.Number, x),
            new NumericColumn("z", ColumnType.Number, z),
            new CategoricalColumn("kind", ColumnType.Category, kind, ["a", "b", "c"]),
            new NumericColumn("group", ColumnType.Integer, group),
            new NumericColumn("day", ColumnType.Date, day),
            new NumericColumn("amount", ColumnType.Number, score),
            new CategoricalColumn("bought", ColumnType.Boolean, [.. score.Select(value => value > order[rows * 7 / 10] ? 1 : 0)], ["no", "yes"]),
            new CategoricalColumn("level", ColumnType.Category, [.. score.Select(value => value > order[rows * 2 / 3] ? 2 : value > order[rows / 3] ? 1 : 0)], ["low", "mid", "high"]),
        ]);
    }

    public static Column Texts(string name, params string?[] values)
    {
        var levels = values.OfType<string>().Distinct().ToArray();
        return new CategoricalColumn(name, ColumnType.Category, Array.ConvertAll(values, value => value is null ? -1 : Array.IndexOf(levels, value)), levels);
    }

    public static Column Numbers(string name, ColumnType type, IEnumerable<double> values) => new NumericColumn(name, type, [.. values]);

    public static ExperimentSpec Spec(string target, double testFraction = 0.2) => new()
    {
        Target = target,
        Validation = new ValidationSpec(TestFraction: testFraction),
        Exclude = [.. new[] { "amount", "bought", "level", "group", "day" }.Where(name => name != target)],
    };

    public static SearchSetup Setup(string target, int rows = 200) => PlanMaker.Make(Make(rows), Spec(target));

    /// <param name="seconds">If omitted, more than any machine needs, so that its speed decides no test.</param>
    public static RunLimits Limits(double seconds = 1_800) =>
        new(new SearchClock(TimeProvider.System, TimeSpan.FromSeconds(seconds)), TimeSpan.FromSeconds(seconds), 2, CancellationToken.None);

    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
