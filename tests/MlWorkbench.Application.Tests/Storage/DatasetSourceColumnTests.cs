using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Application.Tests.Storage;

public sealed class DatasetSourceColumnTests
{
    private static readonly DatasetSourceColumn Column = new();

    [Fact]
    public void Convert_Derivation_KeepsItsCodesAndValues()
    {
        var source = new DatasetSource(
            Statement.Of("derived_from", ("dataset", "sales"), ("version", 2)),
            [Statement.Of("derived_by_filter", ("conditions", "shop = \"A\""))]);

        var read = Read((string)Column.ConvertToProvider(source)!);

        Assert.Equal(("derived_from", "derived_by_filter"), (read.Origin.Code, Assert.Single(read.Steps).Code));
        Assert.Equal("sales v2, rows with shop = \"A\"", read.Text);
    }

    [Theory]
    [InlineData("people.csv")]
    [InlineData("{ odd.csv")]
    [InlineData("""{"origin":{"code":"derived_from","values":{"dataset":"a","version":"1"}},"steps":[]}""")]
    public void Convert_NameOfAFile_StaysTheName(string name)
    {
        var read = Read((string)Column.ConvertToProvider(DatasetSource.OfFile(name))!);

        Assert.Equal((Statement.Verbatim, name), (read.Origin.Code, read.Text));
    }

    [Theory]
    [InlineData("people.csv")]
    [InlineData("{ odd.csv")]
    [InlineData("{}")]
    [InlineData("sales v1, rows with shop = A")]
    public void Read_RowOfAnEarlierVersion_KeepsItsText(string stored) => Assert.Equal(stored, Read(stored).Text);

    private static DatasetSource Read(string stored) => (DatasetSource)Column.ConvertFromProvider(stored)!;
}
