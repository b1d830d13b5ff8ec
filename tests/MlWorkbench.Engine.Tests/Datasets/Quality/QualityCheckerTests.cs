using System.Globalization;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Quality;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets.Quality;

/// <summary>One problem per table, with known numbers.</summary>
public sealed class QualityCheckerTests : IDisposable
{
    private const int Rows = 1_000;

    private static readonly DateTime AsOf = new(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task CheckAsync_CleanTable_FindsNothing() =>
        Assert.Empty((await CheckAsync(Noise("a", 1), Noise("b", 2))).Findings);

    [Fact]
    public async Task CheckAsync_FewRows_Warns()
    {
        var report = await CheckAsync(Numbers("a", 30, row => row % 7));

        Assert.Contains(report.Findings, finding => finding is { Check: "too_few_rows", Severity: QualitySeverity.Warning });
    }

    [Fact]
    public async Task CheckAsync_ConstantAndNearlyConstant_AreToldApart()
    {
        var report = await CheckAsync(Noise("a", 1), Numbers("same", Rows, _ => 4), Numbers("nearly", Rows, row => row < 5 ? row : 9), Numbers("fine", Rows, row => row < 50 ? row : 9));

        var findings = report.Findings.Where(finding => finding.Check == "constant_columns").ToList();
        Assert.Equal([(QualitySeverity.Warning, "same", 1.0), (QualitySeverity.Note, "nearly", 0.995)], findings.Select(finding => (finding.Severity, finding.Columns.Single().Column, finding.Columns.Single().Value)));
    }

    [Fact]
    public async Task CheckAsync_ShiftAlongATimeColumn_IsFoundThoughTheFileIsShuffled()
    {
        var when = new NumericColumn("when", ColumnType.Date, [.. Enumerable.Range(0, Rows).Select(row => 86_400.0 * (row * 617 % Rows))]);
        ColumnRole[] roles = [ColumnRole.Time, ColumnRole.Feature, ColumnRole.Feature];

        var report = await CheckAsync(roles, when, Numbers("moved", Rows, row => Scatter(row, 1) + (row * 617 % Rows < Rows / 2 ? 0 : 0.5)), Noise("still", 3));

        var shift = Single(report, "time_shift");
        Assert.Equal("moved", shift.Columns.Single().Column);
        Assert.Contains("between the earlier and the later half of 'when'", shift.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Findings, finding => finding.Check == "halves_shift");
    }

    [Fact]
    public async Task CheckTargetAsync_ColumnsWrittenAfterTheEvent_AreFoundAndProposedToBeLeftOut()
    {
        var sold = Levels("sold", Rows, row => row % 3 == 0 ? 1 : 0);
        var reason = Levels("reason", Rows, row => row % 6 == 0 ? row % 5 : -1);
        var gaps = Numbers("gaps", Rows, row => row % 6 == 1 ? double.NaN : Scatter(row, 4));
        var ordered = new NumericColumn("ordered", ColumnType.Date, [.. Enumerable.Range(0, Rows).Select(row => 86_400.0 * (row * 617 % Rows))]);
        var delivered = new NumericColumn("delivered", ColumnType.Date, [.. ordered.Values.Select((moment, row) => row % 50 == 0 ? double.NaN : moment + (86_400.0 * 4))]);

        var report = await CheckTargetAsync("sold", sold, reason, gaps, delivered, ordered);

        var findings = report.Findings.Where(finding => finding.Check == "known_after_event").ToList();
        Assert.Equal([(QualitySeverity.Warning, "reason"), (QualitySeverity.Note, "delivered")], findings.Select(finding => (finding.Severity, finding.Exclude.Single())));
        Assert.Equal("a value in 167 of 334 rows with 'level 1', in 0 of 666 rows without", findings[0].Columns.Single().Text);
        Assert.Equal("later in 100 % of the rows, by 4 days in the median", findings[1].Columns.Single().Text);
    }

    [Fact]
    public async Task CheckAsync_RepeatedRows_AreCountedWithAndWithoutIdentifiers()
    {
        var a = Numbers("a", Rows, row => row < 990 ? Scatter(row, 1) : Scatter(row - 990, 1));
        var b = Levels("b", Rows, row => row < 990 ? row % 3 : (row - 990) % 3);

        var exact = await CheckAsync(a, b);
        var hidden = await CheckAsync([ColumnRole.Identifier, ColumnRole.Feature, ColumnRole.Feature], Numbers("id", Rows, row => row), a, b);

        Assert.StartsWith("10 rows (1 %) repeat an earlier row in every column.", Single(exact, "duplicate_rows").Message, StringComparison.Ordinal);
        Assert.Equal(QualitySeverity.Warning, Single(exact, "duplicate_rows").Severity);
        Assert.StartsWith("10 rows (1 %) repeat an earlier row in every column except 'id'.", Single(hidden, "duplicate_rows").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_MissingValues_AreGradedAndTheirPatternIsFound()
    {
        var report = await CheckAsync(
            Noise("a", 1),
            Numbers("most", Rows, row => row % 10 < 6 ? double.NaN : Scatter(row, 2)),
            Numbers("some", Rows, row => row % 10 == 0 ? double.NaN : Scatter(row, 3)),
            Levels("with some", Rows, row => row % 10 == 0 ? -1 : row % 3),
            Numbers("few", Rows, row => row % 100 == 0 ? double.NaN : Scatter(row, 4)));

        var findings = report.Findings.Where(finding => finding.Check == "missing_values").ToList();
        Assert.Equal([("most", 0.6)], findings[0].Columns.Select(column => (column.Column, column.Value)));
        Assert.Equal([("some", 0.1), ("with some", 0.1)], findings[1].Columns.Select(column => (column.Column, column.Value)));
        Assert.Equal(["some", "with some"], Single(report, "missing_patterns").Columns.Select(column => column.Column));
    }

    [Fact]
    public async Task CheckAsync_NumbersWithRemarks_NamesTheRemarks()
    {
        var report = await CheckAsync(Noise("a", 1), new CategoricalColumn("price", ColumnType.Category, [.. Enumerable.Range(0, Rows).Select(row => row % 50 == 0 ? 0 : 1 + (row % 7))], ["ask", "1", "2.5", "3", "4", "5", "6", "1,000"]));

        var finding = Single(report, "mixed_types");
        Assert.Equal((QualitySeverity.Warning, 0.98), (finding.Severity, finding.Columns.Single().Value));
        Assert.EndsWith("the others: 'ask'", finding.Columns.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_ImpossibleDates_AreCounted()
    {
        double Day(int year) => DateText.ToUnixSeconds(new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var dates = new NumericColumn("when", ColumnType.Date, [.. Enumerable.Range(0, Rows).Select(row => row switch { 0 => Day(1850), 1 or 2 => Day(2030), < 30 => 0, _ => Day(2020) + (86_400.0 * (row % 300)) })]);

        var finding = Single(await CheckAsync(Noise("a", 1), dates), "date_range");

        Assert.Equal(30, finding.Columns.Single().Value);
        Assert.Equal("1 row before 1900, the earliest 1850-01-01; 2 rows after the upload, the latest 2030-01-01; 27 rows on 1970-01-01, which often means 'no date'", finding.Columns.Single().Text);
    }

    [Fact]
    public async Task CheckAsync_Outliers_AreThoseBeyondThreeInterquartileRanges()
    {
        // np.quantile(np.r_[np.arange(998), 5000, -2500], [.25, .75]) = [248.75, 748.25]; far out: below -1249.75 or above 2246.75.
        var finding = Single(await CheckAsync(Numbers("a", Rows, row => row switch { 998 => 5_000, 999 => -2_500, _ => (row * 7) % 998 })), "outliers");

        Assert.Equal(0.002, finding.Columns.Single().Value);
        Assert.StartsWith("2 rows (0.20 %) outside -1250 to 2247;", finding.Columns.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_LevelsAndIdentifiers_AreNoted()
    {
        var report = await CheckAsync(
            [ColumnRole.Feature, ColumnRole.Feature, ColumnRole.Identifier],
            Levels("many", Rows, row => row % 200),
            Levels("rare", Rows, row => row < 4 ? 1 : 0),
            Numbers("id", Rows, row => row));

        Assert.Equal(("many", 200.0), Evidence(Single(report, "high_cardinality")));
        Assert.Contains(("rare", 1.0), Single(report, "rare_levels").Columns.Select(column => (column.Column, column.Value)));
        Assert.Equal(("id", 1.0), Evidence(Single(report, "identifiers")));
    }

    [Fact]
    public async Task CheckAsync_SortedFile_ShiftsBetweenItsHalves()
    {
        var finding = Single(await CheckAsync(Noise("a", 1), Numbers("sorted", Rows, row => row / 10.0)), "halves_shift");

        // scipy.stats.ks_2samp of halves that do not overlap: D = 1, p = 0.
        Assert.Equal("sorted", finding.Columns.Single().Column);
        Assert.Equal(QualitySeverity.Warning, finding.Severity);
    }

    [Fact]
    public async Task CheckAsync_NearlyTheSameNumbers_AreCorrelated()
    {
        var finding = Single(await CheckAsync(Noise("a", 1), Noise("b", 2), Numbers("a times two", Rows, row => (2 * Scatter(row, 1)) + 1)), "correlated_columns");

        Assert.Equal(("a", 1.0), (finding.Columns.Single().Column, Math.Round(finding.Columns.Single().Value, 5)));
    }

    [Fact]
    public async Task CheckTargetAsync_CopyOfTheTarget_Blocks()
    {
        var report = await CheckTargetAsync("y", Noise("a", 1), Levels("y", Rows, row => row % 3), Levels("copy", Rows, row => 2 - (row % 3)), Levels("mostly", Rows, row => row % 13 == 0 ? 0 : row % 3));

        Assert.Equal([(QualitySeverity.Blocker, "copy"), (QualitySeverity.Warning, "mostly")], report.Findings.Where(finding => finding.Check == "leakage").Select(finding => (finding.Severity, finding.Columns.Single().Column)));
    }

    [Fact]
    public async Task CheckTargetAsync_SameFeaturesOtherClass_AreConflicts()
    {
        var report = await CheckTargetAsync("y", Numbers("a", Rows, row => row == 999 ? 500 : row), Levels("y", Rows, row => row % 2));

        Assert.StartsWith("2 rows (0.20 %) share all features", Single(report, "conflicting_labels").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckTargetAsync_RareClassAndMissingTarget_AreNamed()
    {
        var report = await CheckTargetAsync("y", Noise("a", 1), Levels("y", Rows, row => row % 10 == 0 ? -1 : row % 100 is 1 or 2 or 3 or 4 ? 1 : 0));

        Assert.Equal(0.1, Single(report, "missing_target").Columns.Single().Value);
        Assert.StartsWith("The rarest class of 'y' makes up 4.4 % of the rows (40 rows).", Single(report, "class_balance").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckTargetAsync_UnusableTarget_IsTheOnlyBlocker()
    {
        var report = await CheckTargetAsync("y", Noise("a", 1), Numbers("y", Rows, _ => 1));

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("target", QualitySeverity.Blocker), (finding.Check, finding.Severity));
    }

    [Fact]
    public async Task CheckTargetAsync_ManyFeatures_AskForRows()
    {
        var report = await CheckTargetAsync("y", [.. Enumerable.Range(0, 60).Select(i => Noise(string.Create(CultureInfo.InvariantCulture, $"x{i}"), i + 1)), Levels("y", Rows, row => row % 2)]);

        Assert.Equal(8.333, Math.Round(Single(report, "rows_per_column").Columns.Single().Value, 3));
    }

    private static QualityFinding Single(QualityReport report, string check) => Assert.Single(report.Findings, finding => finding.Check == check);

    private static (string, double) Evidence(QualityFinding finding) => (finding.Columns[0].Column, finding.Columns[0].Value);

    /// <summary>Distinct numbers that look random.</summary>
    private static double Scatter(int row, int seed) => Math.Sin((row + 1) * 12.9898 * seed) * 43_758.5453 % 1;

    private static NumericColumn Noise(string name, int seed) => Numbers(name, Rows, row => Scatter(row, seed));

    private static NumericColumn Numbers(string name, int rows, Func<int, double> value) => new(name, ColumnType.Number, [.. Enumerable.Range(0, rows).Select(value)]);

    private static CategoricalColumn Levels(string name, int rows, Func<int, int> code)
    {
        int[] codes = [.. Enumerable.Range(0, rows).Select(code)];
        return new CategoricalColumn(name, ColumnType.Category, codes, [.. Enumerable.Range(0, codes.Max() + 1).Select(level => $"level {level}")]);
    }

    private Task<QualityReport> CheckAsync(params Column[] columns) => CheckAsync([.. columns.Select(_ => ColumnRole.Feature)], columns);

    private async Task<QualityReport> CheckAsync(ColumnRole[] roles, params Column[] columns)
    {
        Write(roles, columns);
        return await QualityChecker.CheckAsync(_file, AsOf, TestContext.Current.CancellationToken);
    }

    private async Task<QualityReport> CheckTargetAsync(string target, params Column[] columns)
    {
        Write([.. columns.Select(_ => ColumnRole.Feature)], columns);
        return await QualityChecker.CheckTargetAsync(_file, target, TestContext.Current.CancellationToken);
    }

    private void Write(ColumnRole[] roles, Column[] columns)
    {
        using var stream = File.Create(_file);
        ArrowTableFile.Write(stream, new Table(columns), roles);
    }
}
