using System.Text;
using MlWorkbench.Engine.Datasets.Csv;

namespace MlWorkbench.Engine.Tests.Datasets;

public class CsvTableWriterTests
{
    [Fact]
    public async Task WriteAsync_FormulasInTextAndNames_AreNeutralised()
    {
        var written = await WriteAsync("=1+1,b,c\n=cmd|'/C calc'!A0,-5,x\n@SUM(A1),2.5,+y\n\"\tz\",,y\n", neutralise: true);

        Assert.Equal("\"'=1+1\",b,c\n\"'=cmd|'/C calc'!A0\",-5,x\n\"'@SUM(A1)\",2.5,\"'+y\"\n\"'\tz\",,y\n", written);
    }

    [Theory]
    [InlineData("i,n,b,c,d\n1,1.5,yes,x,2024-01-01\n,-2E-300,no,,2024-01-01T10:11:12.5\n9007199254740991,,,\"a, \"\"b\"\"\",\n")]
    [InlineData("a,b\n\"line\nbreak\",1\n\"x\r\ny\",2\n")]
    public async Task WriteAsync_WhatWasRead_GivesTheSameFile(string text) =>
        Assert.Equal(text, await WriteAsync(text, neutralise: false));

    private static async Task<string> WriteAsync(string text, bool neutralise)
    {
        using var stream = new MemoryStream();
        await using (var writer = new CsvTableWriter(stream, neutralise))
        {
            await writer.WriteAsync(Csv.Read(text).Table, TestContext.Current.CancellationToken);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
