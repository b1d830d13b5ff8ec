using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Tests.Storage;

public sealed class StatementColumnTests
{
    private static readonly StatementColumn Column = new();

    [Fact]
    public void Convert_Statement_KeepsItsCodeAndValues()
    {
        var read = ReadBack(Statement.Of("task_binary", ("column", "{\"é\"}")));

        Assert.Equal(("task_binary", "{\"é\"}"), (read.Code, read.Values["column"]));
    }

    [Theory]
    [InlineData("The sentence of an earlier version.")]
    [InlineData("{ not a statement")]
    [InlineData("""{"code":"task_binary"}""")]
    public void Convert_PlainSentence_IsKeptVerbatim(string sentence)
    {
        var read = (Statement)Column.ConvertFromProvider(sentence)!;

        Assert.Equal((Statement.Verbatim, sentence), (read.Code, read.Values["text"]));
    }

    [Fact]
    public void Convert_TextThatLooksLikeAStatement_StaysText()
    {
        const string Text = """{"code":"task_binary","values":{"column":"a"}}""";

        Assert.Equal((Statement.Verbatim, Text), (ReadBack(Statement.OfText(Text)).Code, ReadBack(Statement.OfText(Text)).Values["text"]));
    }

    private static Statement ReadBack(Statement statement) => (Statement)Column.ConvertFromProvider(Column.ConvertToProvider(statement))!;
}
