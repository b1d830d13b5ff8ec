using System.Text.Json;
using MlWorkbench.Engine.Datasets.Filters;
using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets.Segments;

public sealed class SegmentDefinitionTests
{
    private static readonly Table Rows = new(
    [
        new NumericColumn("age", ColumnType.Number, [17.9, 18, 29.999, 30, 65, double.NaN]),
        new NumericColumn("at", ColumnType.Date, [Day("2023-12-31T23:59:59"), Day("2024-01-01"), Day("2024-03-31T23:59:59"), Day("2024-04-01"), Day("2024-12-30"), double.NaN]),
        new CategoricalColumn("plan", ColumnType.Category, [0, 1, 0, CategoricalColumn.Missing, 1, CategoricalColumn.Missing], ["basic", "plus"]),
        new CategoricalColumn("note", ColumnType.Text, [0, 0, 0, 0, 0, 0], ["long text"]),
    ]);

    private static readonly Dictionary<string, ColumnType> Types = Rows.Columns.ToDictionary(column => column.Name, column => column.Type);

    public static TheoryData<SegmentDefinition, string> Unusable => new()
    {
        { new ColumnLevels("nope"), "unknown_column" },
        { new NumberBins("age", []), "segment_invalid" },
        { new NumberBins("age", [30, 18]), "segment_invalid" },
        { new NumberBins("age", [18, 18]), "segment_invalid" },
        { new NumberBins("age", [double.NaN]), "segment_invalid" },
        { new NumberBins("age", [.. Enumerable.Range(0, 20).Select(edge => (double)edge)]), "segment_invalid" },
        { new NumberBins("plan", [1]), "segment_invalid" },
        { new NumberBins("at", [1]), "segment_invalid" },
        { new DatePeriods("age", DatePeriod.Month), "segment_invalid" },
        { new DatePeriods("at", (DatePeriod)9), "segment_invalid" },
        { new SegmentCrossing(new ColumnLevels("plan"), new ColumnLevels("plan")), "segment_invalid" },
        { new SegmentCrossing(new ColumnLevels("plan"), new SegmentCrossing(new ColumnLevels("plan"), new ColumnLevels("age"))), "segment_invalid" },
        { new SegmentCrossing(new ColumnLevels("plan"), new NumberBins("age", [])), "segment_invalid" },
        { new FilteredSegment([]), "segment_invalid" },
        { new FilteredSegment([new RowCondition("nope", ConditionOperator.Missing)]), "unknown_column" },
        { new FilteredSegment([new RowCondition("age", ConditionOperator.Greater, "old")]), "filter_invalid" },
    };

    public static TheoryData<SegmentDefinition> All =>
    [
        new ColumnLevels("plan"),
        new NumberBins("age", [18, 30, 65]),
        new DatePeriods("at", DatePeriod.Quarter),
        new SegmentCrossing(new ColumnLevels("plan"), new NumberBins("age", [30])),
        new FilteredSegment([new RowCondition("age", ConditionOperator.GreaterOrEqual, "30")]),
    ];

    [Fact]
    public void Divide_Bins_PutAnEdgeIntoTheRangeAboveIt() =>
        Assert.Equal(["< 18", "18 – < 30", "18 – < 30", "30 – < 65", "≥ 65", null], Parts(new NumberBins("age", [18, 30, 65])));

    [Theory]
    [InlineData(DatePeriod.Year, "2023", "2024", "2024", "2024", "2024")]
    [InlineData(DatePeriod.Quarter, "2023-Q4", "2024-Q1", "2024-Q1", "2024-Q2", "2024-Q4")]
    [InlineData(DatePeriod.Month, "2023-12", "2024-01", "2024-03", "2024-04", "2024-12")]
    // 1 January 2024 is a Monday, and Monday 30 December 2024 is in the first week of 2025 (ISO 8601).
    [InlineData(DatePeriod.Week, "2023-W52", "2024-W01", "2024-W13", "2024-W14", "2025-W01")]
    [InlineData(DatePeriod.Day, "2023-12-31", "2024-01-01", "2024-03-31", "2024-04-01", "2024-12-30")]
    public void Divide_Periods_BeginAtMidnight(DatePeriod period, params string[] expected) =>
        Assert.Equal([.. expected, null], Parts(new DatePeriods("at", period)));

    [Fact]
    public void Divide_Crossing_CombinesTheParts() => Assert.Equal(
        ["basic × < 30", "plus × < 30", "basic × < 30", "missing × ≥ 30", "plus × ≥ 30", null],
        Parts(new SegmentCrossing(new ColumnLevels("plan"), new NumberBins("age", [30]))));

    [Fact]
    public void Divide_CrossingWithText_HasOnlyTheOtherPart() => Assert.Equal(
        ["basic × missing", "plus × missing", "basic × missing", null, "plus × missing", null],
        Parts(new SegmentCrossing(new ColumnLevels("plan"), new ColumnLevels("note"))));

    [Fact]
    public void Divide_Filter_SeparatesMatchingRows() => Assert.Equal(
        ["other rows", "other rows", "other rows", "other rows", "matching rows", "other rows"],
        Parts(new FilteredSegment([RowCondition.Parse("age >= 30"), RowCondition.Parse("plan is present")])));

    [Fact]
    public void Divide_Levels_AreTheColumnUnderTheName()
    {
        var column = new ColumnLevels("plan").Divide(Rows, "tariff");

        Assert.Equal("tariff", column.Name);
        Assert.Equal(["basic", "plus", "basic", null, "plus", null], Enumerable.Range(0, Rows.RowCount).Select(column.TextAt));
        Assert.Same(Rows["age"], NamedSegment.OfColumn("age").Divide(Rows));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Divide_EachKind_HasThePartsOfEachRowInAnyOrderOfRows(SegmentDefinition definition)
    {
        var parts = Parts(definition);
        int[] order = [4, 0, 5, 2];

        definition.Check(Types);

        Assert.Equal(order.Select(row => parts[row]), Parts(definition, Rows.Take(order)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Json_EachKind_IsReadAgainAndNamesItsKind(SegmentDefinition definition)
    {
        var text = JsonSerializer.Serialize(definition, JsonSerializerOptions.Web);

        Assert.StartsWith($$"""{"kind":"{{definition.Kind}}",""", text, StringComparison.Ordinal);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<SegmentDefinition>(text, JsonSerializerOptions.Web), JsonSerializerOptions.Web));
    }

    [Fact]
    public void Json_NamedSegment_IsANameForAColumnAndAnObjectOtherwise()
    {
        NamedSegment[] segments = [NamedSegment.OfColumn("plan"), new("ages", new NumberBins("age", [18])), new("tariff", new ColumnLevels("plan"))];

        var text = JsonSerializer.Serialize(segments, JsonSerializerOptions.Web);

        Assert.Equal(
            """["plan",{"name":"ages","definition":{"kind":"bins","column":"age","edges":[18]}},{"name":"tariff","definition":{"kind":"levels","column":"plan"}}]""", text);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<NamedSegment[]>(text, JsonSerializerOptions.Web), JsonSerializerOptions.Web));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<NamedSegment>("""{"name":"ages"}""", JsonSerializerOptions.Web));
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Check_UnusableDefinition_IsRefused(SegmentDefinition definition, string code) =>
        Assert.Equal(code, Assert.Throws<EngineException>(() => definition.Check(Types)).Code);

    private static string?[] Parts(SegmentDefinition definition, Table? rows = null)
    {
        var column = definition.Divide(rows ?? Rows, "segment");
        return [.. Enumerable.Range(0, column.Length).Select(column.TextAt)];
    }

    private static double Day(string text) => DateText.ToUnixSeconds(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
