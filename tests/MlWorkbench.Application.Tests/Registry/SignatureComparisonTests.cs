using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Tests.Registry;

public sealed class SignatureComparisonTests
{
    private static readonly ModelSignature Champion = new(ModelTask.Binary, "churned", ["No", "Yes"], "Yes", [Column("age", ColumnType.Integer), Column("plan", ColumnType.Category)]);

    [Fact]
    public void Compare_Same_FindsNothing() => Assert.Empty(SignatureComparison.Compare(Champion, Champion));

    [Theory]
    [InlineData(ColumnType.Integer, ColumnType.Number, false)]
    [InlineData(ColumnType.Number, ColumnType.Integer, false)]
    [InlineData(ColumnType.Category, ColumnType.Text, false)]
    [InlineData(ColumnType.Integer, ColumnType.Category, true)]
    [InlineData(ColumnType.Date, ColumnType.Category, true)]
    [InlineData(ColumnType.Number, ColumnType.Date, true)]
    public void Compare_ColumnOfAnotherType_BreaksWhenValuesLookDifferent(ColumnType from, ColumnType to, bool breaks)
    {
        var change = Assert.Single(SignatureComparison.Compare(Champion with { Columns = [Column("x", to)] }, Champion with { Columns = [Column("x", from)] }));

        Assert.Equal((breaks, breaks ? "column_type_changed" : "column_type_changed_compatibly"), (change.Breaks, change.Sentence.Code));
    }

    [Fact]
    public void Compare_NewColumn_Breaks()
    {
        var change = Assert.Single(SignatureComparison.Compare(Champion with { Columns = [.. Champion.Columns, Column("income", ColumnType.Number)] }, Champion));

        Assert.True(change.Breaks);
        Assert.Equal("income", change.Subject);
    }

    [Fact]
    public void Compare_DroppedColumn_DoesNotBreak() =>
        Assert.False(Assert.Single(SignatureComparison.Compare(Champion with { Columns = [Champion.Columns[0]] }, Champion)).Breaks);

    [Fact]
    public void Compare_OtherAnswers_Break()
    {
        var changes = SignatureComparison.Compare(new ModelSignature(ModelTask.Regression, "spend", [], null, Champion.Columns), Champion);

        Assert.Equal(["task", "target", "classes", "classes"], changes.Select(change => change.Subject));
        Assert.All(changes, change => Assert.True(change.Breaks));
    }

    [Fact]
    public void Compare_OtherPositiveClass_Breaks()
    {
        var change = Assert.Single(SignatureComparison.Compare(Champion with { PositiveClass = "No" }, Champion));

        Assert.Equal((true, "positive_class_changed", "No"), (change.Breaks, change.Sentence.Code, change.Sentence.Values["class"]));
    }

    private static SignatureColumn Column(string name, ColumnType type) => new(name, type, []);
}
