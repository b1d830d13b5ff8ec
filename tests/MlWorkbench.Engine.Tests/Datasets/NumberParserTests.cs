using System.Text;
using MlWorkbench.Engine.Datasets.Values;

namespace MlWorkbench.Engine.Tests.Datasets;

public class NumberParserTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("12", 12L)]
    [InlineData("-305", -305L)]
    [InlineData("999999999999999", 999_999_999_999_999L)]
    [InlineData("1.5", null)]
    [InlineData("-0.25", null)]
    [InlineData(".5", null)]
    [InlineData("5.", null)]
    public void TryClassifyShort_PlainNumber_SaysWhatACloserLookSays(string text, long? number)
    {
        var value = Encoding.UTF8.GetBytes(text);

        Assert.True(NumberParser.TryClassifyShort(value, out var kinds, out var whole));
        Assert.Equal(number is not null, kinds.HasFlag(ValueKinds.Integer));
        Assert.Equal(number ?? whole, whole);
        Assert.True(kinds.HasFlag(ValueKinds.DotNumber | ValueKinds.DotFormatted));
        Assert.Equal(kinds & (ValueKinds.Integer | ValueKinds.DotNumber | ValueKinds.CommaNumber), NumberParser.Classify(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("+5")]
    [InlineData("007")]
    [InlineData("-01.5")]
    [InlineData("1.234")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("12 ")]
    [InlineData("1234567890123456")]
    public void TryClassifyShort_AnythingElse_AsksForACloserLook(string text) =>
        Assert.False(NumberParser.TryClassifyShort(Encoding.UTF8.GetBytes(text), out _, out _));
}
