using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Experiments.Planning;

public sealed class RowDrawTests
{
    private const int Rows = 1_000;

    [Fact]
    public void Add_MemoryHoldsAllRows_KeepsTheTableAsItIs()
    {
        var table = Numbered(0, Rows);
        var draw = new RowDraw(Rows, 3, seed: 1);

        draw.Add(table);

        Assert.Equal(Rows, draw.BatchRows);
        Assert.Equal(new DrawnTable(table, Rows), draw.Build());
    }

    [Fact]
    public void Add_MoreThanMemoryHolds_DrawsRowsOverAllBatchesAndKeepsThemTogether()
    {
        var drawn = Draw(seed: 1);

        Assert.Equal((200, Rows), (drawn.Table.RowCount, drawn.AllRows));
        var numbers = ((NumericColumn)drawn.Table["number"]).Values;
        Assert.Equal(numbers.Order().Distinct(), numbers);
        Assert.InRange(numbers.Count(number => number < Rows / 2), 70, 130);
        for (var row = 0; row < numbers.Length; row++)
        {
            Assert.Equal(numbers[row] % 7 == 0 ? null : $"level {numbers[row] % 10}", drawn.Table["level"].TextAt(row));
            Assert.Equal($"text of row {numbers[row]}", drawn.Table["text"].TextAt(row));
        }
    }

    [Fact]
    public void Add_SameSeed_DrawsTheSameRows()
    {
        Assert.Equal(Drawn(1), Drawn(1));
        Assert.NotEqual(Drawn(1), Drawn(2));

        static double[] Drawn(int seed) => ((NumericColumn)Draw(seed).Table["number"]).Values;
    }

    [Fact]
    public async Task ReadArrowAsync_MoreThanMemoryHolds_DrawsTheSameRowsAsFromBatches()
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var stream = File.Create(file))
            {
                ArrowTableFile.Write(stream, Numbered(0, Rows), [ColumnRole.Feature, ColumnRole.Feature, ColumnRole.Feature]);
            }

            var drawn = await DrawnTable.ReadArrowAsync(file, 1, mostCells: 600);

            Assert.Equal(Rows, drawn.AllRows);
            Assert.Equal(((NumericColumn)Draw(1).Table["number"]).Values, ((NumericColumn)drawn.Table["number"]).Values);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Make_DrawnRows_AreSaidInTheFindings()
    {
        var table = SmallTable.Make();

        Assert.Contains(
            "The file has 90,000 rows of 8 columns, more than memory holds while models are trained: 200 rows, drawn at random, are learnt from.",
            PlanMaker.Make(new DrawnTable(table, 90_000), SmallTable.Spec("bought")).Plan.Findings);
        Assert.DoesNotContain(PlanMaker.Make(new DrawnTable(table, 200), SmallTable.Spec("bought")).Plan.Findings, finding => finding.Contains("drawn", StringComparison.Ordinal));
    }

    private static DrawnTable Draw(int seed)
    {
        var draw = new RowDraw(Rows, 3, seed, mostCells: 600);
        for (var start = 0; start < Rows; start += 300)
        {
            draw.Add(Numbered(start, Math.Min(300, Rows - start)));
        }

        return draw.Build();
    }

    /// <summary>Levels of each batch are in an order of their own, as a file with very many of them gives them.</summary>
    private static Table Numbered(int start, int rows)
    {
        int[] numbers = [.. Enumerable.Range(start, rows)];
        string[] levels = [.. Enumerable.Range(0, 10).Select(level => $"level {(level + start) % 10}")];
        return new Table(
        [
            SmallTable.Numbers("number", ColumnType.Integer, numbers.Select(number => (double)number)),
            new CategoricalColumn("level", ColumnType.Category, Array.ConvertAll(numbers, number => number % 7 == 0 ? -1 : Array.IndexOf(levels, $"level {number % 10}")), levels),
            new CategoricalColumn("text", ColumnType.Text, [.. Enumerable.Range(0, rows)], Array.ConvertAll(numbers, number => $"text of row {number}")),
        ]);
    }
}
