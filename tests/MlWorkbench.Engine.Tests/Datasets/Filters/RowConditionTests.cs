using MlWorkbench.Engine.Datasets.Filters;

namespace MlWorkbench.Engine.Tests.Datasets.Filters;

public class RowConditionTests
{
    [Theory]
    [InlineData("age>=30", "age", ConditionOperator.GreaterOrEqual, "30")]
    [InlineData(" age <= 30 ", "age", ConditionOperator.LessOrEqual, "30")]
    [InlineData("age < -1.5", "age", ConditionOperator.Less, "-1.5")]
    [InlineData("city = Bad Honnef", "city", ConditionOperator.Equal, "Bad Honnef")]
    [InlineData("city!=a=b", "city", ConditionOperator.NotEqual, "a=b")]
    [InlineData("first name contains smith", "first name", ConditionOperator.Contains, "smith")]
    [InlineData("the islands = contains", "the islands", ConditionOperator.Equal, "contains")]
    [InlineData("city is missing", "city", ConditionOperator.Missing, null)]
    [InlineData("city IS PRESENT", "city", ConditionOperator.Present, null)]
    [InlineData("\"a = \"\"b\"\"\" > 1", "a = \"b\"", ConditionOperator.Greater, "1")]
    [InlineData("city = \" x \"", "city", ConditionOperator.Equal, " x ")]
    [InlineData("city = \"\"", "city", ConditionOperator.Equal, "")]
    public void Parse_Condition_TakesItApart(string text, string column, ConditionOperator comparison, string? value) =>
        Assert.Equal(new RowCondition(column, comparison, value), RowCondition.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("age")]
    [InlineData("age >=")]
    [InlineData(">= 30")]
    [InlineData("\"age >= 30")]
    [InlineData("\"age\" 30")]
    [InlineData("city is missing now")]
    [InlineData("city is missingno")]
    public void Parse_NoCondition_IsRefused(string text) =>
        Assert.Equal("filter_invalid", Assert.Throws<EngineException>(() => RowCondition.Parse(text)).Code);

    [Theory]
    [InlineData("a", "x")]
    [InlineData("a = b", "\"x\"")]
    [InlineData("\"", " ")]
    [InlineData("a is missing", "")]
    [InlineData("a contains", "= < >")]
    [InlineData(" a ", "\"")]
    [InlineData("<script>", "</script>")]
    public void ToString_HostileNamesAndValues_AreReadBackAsTheyWere(string column, string value)
    {
        foreach (var comparison in Enum.GetValues<ConditionOperator>())
        {
            var condition = new RowCondition(column, comparison, comparison is ConditionOperator.Missing or ConditionOperator.Present ? null : value);
            Assert.Equal(condition, RowCondition.Parse(condition.ToString()));
        }
    }
}
