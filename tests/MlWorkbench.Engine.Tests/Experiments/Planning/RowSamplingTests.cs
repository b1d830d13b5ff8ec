using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Experiments.Planning;

public sealed class RowSamplingTests
{
    private const int Rows = 1_000;

    private static readonly RowLimit Few = new(200, false);

    [Fact]
    public void Add_MemoryHoldsAllRows_KeepsTheTableAsItIs()
    {
        var table = Numbered(0, Rows);
        var draw = new RowSampling(Rows, 3, new RowLimit(Rows, false), seed: 1);

        draw.Add(table);

        Assert.Equal(Rows, draw.BatchRows);
        Assert.Equal(new SampledTable(table, Rows, new RowLimit(Rows, false)), draw.Build());
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

            var drawn = await SampledTable.ReadArrowAsync(file, _ => Few, 1);

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
        var memory = Findings(new SampledTable(SmallTable.Make(), 90_000, Few))[0];
        Assert.Equal(
            ("rows_sampled_for_memory", "file", "90000", "8", "200"),
            (memory.Code, memory.Values["source"], memory.Values["allRows"], memory.Values["columns"], memory.Values["rows"]));
        Assert.Equal("rows_sampled_for_time", Findings(new SampledTable(SmallTable.Make(), 90_000, new RowLimit(200, true)))[0].Code);
        Assert.DoesNotContain(
            Findings(new SampledTable(SmallTable.Make(), 200, Few)),
            finding => finding.Code.StartsWith("rows_sampled", StringComparison.Ordinal));
    }

    [Fact]
    public void Make_Excerpt_IsSaidInTheFindings()
    {
        var findings = Findings(new SampledTable(SmallTable.Make(), 900, Few, new FileExcerpt(512, 50_000_000, 1_234_567_890)));

        Assert.Equal(
            "allMegabytes=1234.56789 budget=2.5 pieces=512 readMegabytes=50 rows=900",
            string.Join(' ', findings[0].Values.OrderBy(value => value.Key).Select(value => $"{value.Key}={value.Value}")));
        Assert.Equal(("excerpt_read", "rows_sampled_for_memory"), (findings[0].Code, findings[1].Code));
        Assert.Equal(("excerpt", "900"), (findings[1].Values["source"], findings[1].Values["allRows"]));
    }

    [Theory]
    [InlineData(1_500, 0, 60, 26_666, false)]
    [InlineData(1_500, 0, 5, 1_750, true)]
    [InlineData(10, 0, 5, 262_500, true)]
    [InlineData(10, 1, 5, 24_082, true)]
    [InlineData(10_000, 0, 5, 1_000, true)]
    [InlineData(10_000, 0, double.PositiveInfinity, 4_000, false)]
    public void Of_WidthAndBudget_SetTheRows(int numbers, int texts, double budget, int rows, bool isOfTime)
    {
        ColumnType[] columns = [.. Enumerable.Repeat(ColumnType.Number, numbers - texts), .. Enumerable.Repeat(ColumnType.Text, texts)];

        Assert.Equal(new RowLimit(rows, isOfTime), RowLimit.Of(columns, budget));
    }

    private static IReadOnlyList<Statement> Findings(SampledTable drawn) =>
        PlanMaker.Make(drawn, SmallTable.Spec("bought") with { BudgetSeconds = 2.5 }).Plan.Findings;

    private static SampledTable Draw(int seed)
    {
        var draw = new RowSampling(Rows, 3, Few, seed);
        for (var start = 0; start < Rows; start += 300)
        {
            draw.Add(Numbered(start, Math.Min(300, Rows - start)));
        }

        return draw.Build();
    }

    /// <summary>The levels of each batch have their own order, as in a file with very many of them.</summary>
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
