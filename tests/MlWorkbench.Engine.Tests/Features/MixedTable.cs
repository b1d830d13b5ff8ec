using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Features;

/// <summary>A seeded table with a column of every kind, and targets that depend on all of them. The desk is an integer identifier of a city.</summary>
internal sealed record MixedTable(Table Rows, Actuals Binary, Actuals Classes, Actuals Number)
{
    private static readonly string[] Words = ["bad", "broken", "fine", "good", "great", "slow", "fast", "late", "cheap", "dear"];

    public static MixedTable Create(int rows, int seed)
    {
        var random = new Random(seed);
        var (amount, when) = (new double[rows], new double[rows]);
        var (colour, city, flag, note) = (new int[rows], new int[rows], new int[rows], new int[rows]);
        var notes = new List<string>();
        var score = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            amount[row] = random.NextDouble() < 0.1 ? double.NaN : random.NextDouble() * 100;
            when[row] = 1_500_000_000 + (random.Next(0, 1_000) * 3_600 * 7);
            colour[row] = random.Next(-1, 5);
            city[row] = random.Next(0, 150);
            flag[row] = random.Next(0, 2);
            var (first, second) = (random.Next(Words.Length), random.Next(Words.Length));
            note[row] = row % 20 == 0 ? -1 : notes.Count;
            notes.Add($"{Words[first]} and {Words[second]}, {row}");
            score[row] = (double.IsNaN(amount[row]) ? 1 : amount[row] / 50)
                + (colour[row] / 4.0)
                + Math.Sin(city[row])
                + (note[row] < 0 ? 0 : (first + second) / 10.0)
                + (flag[row] * (when[row] - 1_500_000_000) / 30e6)
                + random.NextDouble();
        }

        var median = score.Order().ElementAt(rows / 2);
        return new MixedTable(
            new Table(
            [
                new NumericColumn("amount", ColumnType.Number, amount),
                new NumericColumn("when", ColumnType.Date, when),
                new CategoricalColumn("colour", ColumnType.Category, colour, ["red", "green", "blue", "black", "white"]),
                new CategoricalColumn("city", ColumnType.Category, city, [.. Enumerable.Range(0, 150).Select(i => $"city {i}")]),
                new NumericColumn("desk", ColumnType.Integer, Array.ConvertAll(city, number => number < 3 ? double.NaN : 1_000.0 + (number * 67 % 150))),
                new CategoricalColumn("flag", ColumnType.Boolean, flag, ["no", "yes"]),
                new CategoricalColumn("note", ColumnType.Text, note, [.. notes]),
                new NumericColumn("constant", ColumnType.Integer, [.. Enumerable.Repeat(5.0, rows)]),
                new CategoricalColumn("empty", ColumnType.Category, [.. Enumerable.Repeat(-1, rows)], []),
            ]),
            new Actuals(ModelTask.Binary, [.. score.Select(value => value > median ? 1.0 : 0.0)], ["low", "high"]),
            new Actuals(ModelTask.Multiclass, [.. score.Select(value => Math.Clamp(Math.Floor(value - 1), 0, 2))], ["a", "b", "c"]),
            new Actuals(ModelTask.Regression, score, []));
    }
}
