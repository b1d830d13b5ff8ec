using System.Text;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Scoring.Tests.Package;

namespace MlWorkbench.Scoring.Tests.Preparations;

public sealed class PreparedPackageTests
{
    [Fact]
    public void Read_WhatWasWritten_PreparesAndScoresTheSameToTheLastBit()
    {
        var package = PreparedModel.Package();
        var bytes = ModelPackageTests.Write(package);

        var read = ModelPackageReader.Read(new MemoryStream(bytes));

        Assert.Equal(package.Predictor.Score(SmallModel.Rows()), read.Predictor.Score(SmallModel.Rows()));
        Assert.Single(read.Predictor.Preparations);
        Assert.Equal(bytes, ModelPackageTests.Write(read with { Metrics = package.Metrics }));
    }

    [Fact]
    public void Write_WithAndWithoutPreparation_OnlyTheFirstNeedsTheNewFormat()
    {
        Assert.Contains("\"format\":2", Manifest(PreparedModel.Package()), StringComparison.Ordinal);
        Assert.Contains("\"format\":1", Manifest(SmallModel.Package()), StringComparison.Ordinal);

        static string Manifest(ModelPackage package) => Encoding.UTF8.GetString(ModelPackageTests.Entry(ModelPackageTests.Write(package), "manifest.json"));
    }

    [Theory]
    [InlineData("\"preparationOf\":[0,", "\"preparationOf\":[7,", "do not fit its preparations")]
    [InlineData("\"preparationOf\":[0,", "\"preparationOf\":[", "do not fit its preparations")]
    [InlineData("\"kind\":\"history\"", "\"kind\":\"System.IO.File\"", "cannot be used")]
    [InlineData("\"kind\":\"clip\"", "\"kind\":\"drop\"", "cannot be used")]
    [InlineData("\"starts\":[0,3,4]", "\"starts\":[0,9,4]", "overlap")]
    [InlineData("\"starts\":[0,3,4]", "\"starts\":[0,3,400]", "does not fit its groups")]
    [InlineData("\"starts\":[0,3,4]", "\"starts\":[0,4,4]", "not sorted")]
    [InlineData("\"starts\":[0,3,4]", "\"starts\":[]", "does not fit its groups")]
    [InlineData("\"values\":1}", "\"values\":-1}", "does not look back by")]
    [InlineData("\"low\":20", "\"low\":200", "cannot be clipped")]
    [InlineData("\"edges\":[28.25,40]", "\"edges\":[40,28.25]", "do not ascend")]
    [InlineData("\"column\":\"age\"", "\"column\":\"wage\"", "'wage'")]
    [InlineData("\"column\":\"age\"", "\"column\":null", "cannot be used")]
    [InlineData("\"columns\":3", "\"columns\":2000000000", "cannot be hashed")]
    [InlineData("\"value\":29.5", "\"value\":1e999", "cannot be used")]
    [InlineData("\"grams\":[\"good\",\"good value\"]", "\"grams\":[\"good\",\"good\"]", "twice")]
    [InlineData("\"grams\":[\"good\",\"good value\"]", "\"grams\":[\"good\",null]", "cannot be used")]
    public void Read_PreparationThatCannotBe_RefusedWithTheReason(string what, string by, string reason)
    {
        var bytes = ModelPackageTests.Rewrite(ModelPackageTests.Write(PreparedModel.Package()), "model.json", json =>
        {
            // Steps of the preparation come after the steps of feature pipelines.
            var at = json.IndexOf(what, json.IndexOf("\"preparations\"", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.True(at > 0, what);
            return json[..at] + by + json[(at + what.Length)..];
        });
        ModelPackageTests.AssertRefused(bytes, reason);
    }

    [Fact]
    public void Read_AnyByteFlipped_RefusedOrTheSameModel()
    {
        var bytes = ModelPackageTests.Write(PreparedModel.Package());
        var expected = PreparedModel.Package().Predictor.Score(SmallModel.Rows());
        var random = new Random(2);
        for (var i = 0; i < 200; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Assert.Equal(expected, ModelPackageReader.Read(new MemoryStream(damaged)).Predictor.Score(SmallModel.Rows()));
            }
            catch (InvalidPackageException)
            {
            }
        }
    }
}
