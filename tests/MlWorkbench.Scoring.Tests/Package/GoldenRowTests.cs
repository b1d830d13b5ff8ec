using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Tests.Package;

public sealed class GoldenRowTests
{
    [Fact]
    public void FindDeviation_PackageThatWasStored_FindsNone()
    {
        var package = SmallModel.Package() with { Golden = Golden() };

        var loaded = Load(package);

        Assert.Equal(20, loaded.Package.Golden!.Count);
        Assert.All(loaded.Package.Golden[0].Numbers, Assert.Null);
        Assert.Equal([20, 35], loaded.Package.Golden.Select(row => row.Numbers[0]).OfType<double>().Distinct().Order());
        Assert.True(loaded.Package.Golden.Select(row => row.Outputs[1]).Distinct().Count() > 2);
        Assert.Null(loaded.FindDeviation());
        Assert.Null(Load(SmallModel.Package()).FindDeviation());
    }

    [Fact]
    public void FindDeviation_OtherOutput_NamesTheRow()
    {
        var golden = Golden();
        golden[1] = golden[1] with { Outputs = [golden[1].Outputs[0], golden[1].Outputs[1] * (1 + 3e-6)] };

        var deviation = Load(SmallModel.Package() with { Golden = golden }).FindDeviation();

        Assert.StartsWith("Golden row 2 scores 0.", deviation, StringComparison.Ordinal);
    }

    [Fact]
    public void FindDeviation_DifferenceOfTheLastDigits_FindsNone()
    {
        var golden = Golden();
        golden[0] = golden[0] with { Outputs = [golden[0].Outputs[0] * (1 + 1e-9), golden[0].Outputs[1]] };

        Assert.Null(Load(SmallModel.Package() with { Golden = golden }).FindDeviation());
    }

    [Fact]
    public void Write_RowsOfAnotherSignature_AreRefused()
    {
        var package = SmallModel.Package() with { Golden = [new GoldenRow([1], [null], [0.5, 0.5])] };

        Assert.Throws<ArgumentException>(() => ModelPackageWriter.Write(package, new MemoryStream(), SmallModel.Created));
    }

    private static GoldenRow[] Golden() => [.. GoldenRow.Make(new LoadedModel(SmallModel.Package()))];

    private static LoadedModel Load(ModelPackage package)
    {
        using var stream = new MemoryStream();
        ModelPackageWriter.Write(package, stream, SmallModel.Created);
        stream.Position = 0;
        return LoadedModel.Load(stream);
    }
}
