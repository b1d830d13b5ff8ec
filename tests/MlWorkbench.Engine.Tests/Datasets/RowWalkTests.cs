using System.Text;
using MlWorkbench.Engine.Datasets.Csv;

namespace MlWorkbench.Engine.Tests.Datasets;

public sealed class RowWalkTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "4:2 8:2")]
    [InlineData("a,b\r\nc,d\r\n", "5:2 10:2")]
    [InlineData("a,b\rc,d\r", "4:2 8:2")]
    [InlineData("\n\na,b\n\n\nc\n", "8:2 10:1")]
    [InlineData("1,\"x\ny\",2\n3,4,5\n", "10:3 16:3")]
    [InlineData("1,\"x\r\n\"\"y\"\",\n\",2\r\n3\r\n", "18:3 21:1")]
    [InlineData("1, \"x,\ny\"\n", "10:2")]
    [InlineData("1,5\" \n2,\"\"\n", "6:2 11:2")]
    [InlineData("1,\"x\" y,2\n", "10:3")]
    [InlineData("1,\"open\n2,3\n", "")]
    [InlineData("cut,off", "")]
    public void Next_AllWaysToEndARow_CountsItsValues(string text, string expected)
    {
        var found = new List<string>();
        var walk = new RowWalk(Encoding.UTF8.GetBytes(text), ',');
        while (walk.Next(out var values))
        {
            found.Add($"{walk.Position}:{values}");
        }

        Assert.Equal(expected, string.Join(' ', found));
    }

    /// <summary>From any entry point in the text, the walk finds a row that a reader from the beginning also finds.</summary>
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Synchronise_FromAnyPlace_FindsARowOfTheReaderFromTheBeginning(string line)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 12).Select(row => (row % 6) switch
        {
            0 => $"{row},plain,1{line}",
            1 => $"{row},\"a, b{line}c, d{line}\",2{line}",
            2 => $"{row},\"she said \"\"{row}, {line}\"\"\",3{line}",
            3 => $"{row},5\" disk,4{line}",
            4 => $"{row},\"\",\"{line}{line}\"{line}",
            _ => $"\"{row}\", \"x\",\"y,\"{line}",
        })));
        var starts = new List<int> { 0 };
        var walk = new RowWalk(text, ',');
        while (walk.Next(out var values))
        {
            Assert.Equal(3, values);
            starts.Add(walk.Position);
        }

        Assert.Equal(13, starts.Count);
        for (var place = 0; place < text.Length; place++)
        {
            var found = RowWalk.Synchronise(text.AsSpan(place), ',');
            if (found is { } start)
            {
                Assert.Contains(place + start, starts);
            }
            else
            {
                Assert.True(place > starts[^4], $"Nothing was found after {place}.");
            }
        }
    }

    [Fact]
    public void Synchronise_NoQuoteInSight_TakesTheNextLineForARow() => Assert.Equal(4, RowWalk.Synchronise("2,3\n4,5\n"u8, ','));

    [Fact]
    public void Synchronise_OneLongRow_FindsNone() => Assert.Null(RowWalk.Synchronise("2,3,4,5"u8, ','));
}
