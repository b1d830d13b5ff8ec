using System.Text.Json;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Tests.Package;

public sealed class SignatureCheckTests
{
    private const string Complete = """{"age":25,"colour":"red","since":"2020-09-13T12:26:40Z","note":"fine","member":true}""";

    private readonly LoadedModel _model = new(SmallModel.Package());

    [Fact]
    public void Read_CompleteRow_FillsItWithoutIssues()
    {
        var (row, issues) = Read(Complete);
        Assert.Empty(issues);
        Assert.Equal((25, 1_600_000_000), (row.Numbers[0], row.Numbers[2]));
        Assert.Equal(("red", "fine", "Yes"), (row.Texts[1], row.Texts[3], row.Texts[4]));
    }

    [Theory]
    [InlineData("age", "\"old\"", IssueKind.WrongType, "Column 'age' must be a number, not \"old\".")]
    [InlineData("age", "[1]", IssueKind.WrongType, "Column 'age' must be a number, not [1].")]
    [InlineData("age", "true", IssueKind.WrongType, "Column 'age' must be a number, not true.")]
    [InlineData("age", "1e999", IssueKind.WrongType, "Column 'age' must be a number, not 1e999.")]
    [InlineData("age", "\"NaN\"", IssueKind.WrongType, "Column 'age' must be a number, not \"NaN\".")]
    [InlineData("since", "\"yesterday\"", IssueKind.WrongType, "Column 'since' must be a date (ISO 8601), not \"yesterday\".")]
    [InlineData("since", "12", IssueKind.WrongType, "Column 'since' must be a date (ISO 8601), not 12.")]
    [InlineData("colour", "{}", IssueKind.WrongType, "Column 'colour' must be a text, not {}.")]
    [InlineData("colour", "\"violet\"", IssueKind.UnknownLevel, "'violet' in column 'colour' is an unknown category.")]
    [InlineData("colour", "null", IssueKind.MissingValue, "Column 'colour' has no value.")]
    [InlineData("colour", "\"\"", IssueKind.MissingValue, "Column 'colour' has no value.")]
    [InlineData("size", "3", IssueKind.UnknownColumn, "The model does not use column 'size'.")]
    public void Read_OddValue_SaysWhatIsWrong(string column, string value, IssueKind kind, string message)
    {
        using var document = JsonDocument.Parse(Complete);
        var values = document.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetRawText());
        values[column] = value;
        var (_, issues) = Read("{" + string.Join(',', values.Select(pair => $"\"{pair.Key}\":{pair.Value}")) + "}");

        var issue = Assert.Single(issues);
        Assert.Equal((kind, column, message), (issue.Kind, issue.Column, issue.Message));
        Assert.Equal(kind == IssueKind.WrongType, issue.IsError);
    }

    [Fact]
    public void Read_NumberAsText_Accepted()
    {
        var (row, issues) = Read(Complete.Replace("25", "\"2.5e1\"", StringComparison.Ordinal));
        Assert.Empty(issues);
        Assert.Equal(25, row.Numbers[0]);
    }

    [Fact]
    public void Read_ColumnsLeftOut_MissingWithAWarningEach()
    {
        var (row, issues) = Read("{}");
        Assert.Equal(5, issues.Count);
        Assert.All(issues, issue => Assert.Equal(IssueKind.MissingValue, issue.Kind));
        Assert.True(double.IsNaN(row.Numbers[0]));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("null")]
    public void Read_NotAnObject_Error(string json) => Assert.True(Assert.Single(Read(json).Issues).IsError);

    [Fact]
    public void Read_SameRowAgain_ForgetsTheValuesBefore()
    {
        var row = _model.NewRow();
        var issues = new List<SignatureIssue>();
        using (var first = JsonDocument.Parse(Complete))
        {
            _model.Check.Read(first.RootElement, row, issues);
        }

        using var second = JsonDocument.Parse("{}");
        _model.Check.Read(second.RootElement, row, issues);
        Assert.True(double.IsNaN(row.Numbers[0]));
        Assert.Null(row.Texts[1]);
    }

    private (Data.ScoringRow Row, List<SignatureIssue> Issues) Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var row = _model.NewRow();
        var issues = new List<SignatureIssue>();
        _model.Check.Read(document.RootElement, row, issues);
        return (row, issues);
    }
}
