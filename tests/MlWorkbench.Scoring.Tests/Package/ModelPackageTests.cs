using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Tests.Package;

public sealed class ModelPackageTests
{
    [Fact]
    public void Read_WhatWasWritten_ScoresTheSameToTheLastBit()
    {
        var package = SmallModel.Package();
        var read = ModelPackageReader.Read(new MemoryStream(Write(package)));

        Assert.Equal(package.Predictor.Score(SmallModel.Rows()), read.Predictor.Score(SmallModel.Rows()));
        Assert.Equivalent(package.Signature, read.Signature, strict: true);
        Assert.Equivalent(package.Baseline, read.Baseline, strict: true);
        Assert.Equal(package.Metrics, read.Metrics);
        Assert.Equal("7", read.Environment!["seed"]);
        Assert.Equal(package.Predictor.FeaturePipelines.Count, read.Predictor.FeaturePipelines.Count);
        Assert.Equal(
            package.Predictor.FeaturePipelines.SelectMany(featurePipeline => featurePipeline.Features),
            read.Predictor.FeaturePipelines.SelectMany(featurePipeline => featurePipeline.Features));
    }

    [Fact]
    public void Write_SamePackageTwice_SameBytes() => Assert.Equal(Write(SmallModel.Package()), Write(SmallModel.Package()));

    [Fact]
    public void Write_AnyPackage_HoldsTreesAsLightGbmText()
    {
        var text = Encoding.UTF8.GetString(Entry(Write(SmallModel.Package()), "trees/1.txt"));
        Assert.StartsWith("tree\nversion=v4\n", text, StringComparison.Ordinal);
        Assert.Equal(SmallModel.Trees().Trees[0].LeafValue, LightGbmTextReader.Read(text).Trees[0].LeafValue);
    }

    [Fact]
    public void Read_StreamThatCannotSeek_Works()
    {
        using var stream = new GZipStream(new MemoryStream(Compress(Write(SmallModel.Package()))), CompressionMode.Decompress);
        Assert.Equal("bought", ModelPackageReader.Read(stream).Signature.Target);
    }

    [Fact]
    public void Read_AnyByteFlipped_RefusedOrTheSameModel()
    {
        var bytes = Write(SmallModel.Package());
        var expected = SmallModel.Package().Predictor.Score(SmallModel.Rows());
        var refused = 0;
        var random = new Random(1);
        for (var i = 0; i < 400; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                // A flipped bit in an unused part, such as a file time, can pass. Then no data is lost.
                Assert.Equal(expected, ModelPackageReader.Read(new MemoryStream(damaged)).Predictor.Score(SmallModel.Rows()));
            }
            catch (InvalidPackageException error)
            {
                Assert.NotEmpty(error.Message);
                refused++;
            }
        }

        Assert.InRange(refused, 300, 400);
    }

    [Fact]
    public void Read_CutOffAnywhere_Refused()
    {
        var bytes = Write(SmallModel.Package());
        for (var length = 0; length < bytes.Length; length += 97)
        {
            Assert.Throws<InvalidPackageException>(() => ModelPackageReader.Read(new MemoryStream(bytes, 0, length)));
        }
    }

    [Fact]
    public void Read_ContentChanged_RefusedByDigest()
    {
        var bytes = Rewrite(Write(SmallModel.Package()), "signature.json", json => json.Replace("bought", "boughT", StringComparison.Ordinal), keepDigest: true);
        AssertRefused(bytes, "signature.json does not have the size and digest");
    }

    [Fact]
    public void Read_EntryThatTheManifestDoesNotName_Refused()
    {
        var stream = new MemoryStream();
        stream.Write(Write(SmallModel.Package()));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.CreateEntry("../evil.dll");
        }

        AssertRefused(stream.ToArray(), "evil.dll, which its manifest does not list");
    }

    [Fact]
    public void Read_EntryLargerThanItClaims_RefusedBeforeItFillsMemory()
    {
        var bytes = Rewrite(Write(SmallModel.Package()), "metrics.json", _ => new string(' ', 50_000_000), keepDigest: true);
        AssertRefused(bytes, "metrics.json is larger than");
    }

    [Theory]
    [InlineData("model.json", "\"recipe\":0", "\"recipe\":9", "feature pipeline 9 of")]
    [InlineData("model.json", "\"recipe\":0", "\"recipe\":-1", "feature pipeline -1 of")]
    [InlineData("model.json", "trees/1.txt", "trees/7.txt", "no trees/7.txt")]
    [InlineData("model.json", "\"weight\":0.4", "\"weight\":0.9", "sum to 1")]
    [InlineData("model.json", "\"weight\":0.4", "\"weight\":-0.4", "positive")]
    [InlineData("model.json", "\"kind\":\"number\"", "\"kind\":\"System.Diagnostics.Process\"", "cannot be used")]
    [InlineData("model.json", "\"standardDeviation\":5", "\"standardDeviation\":0", "cannot be standardised")]
    [InlineData("model.json", "\"column\":\"age\"", "\"column\":\"wage\"", "'wage'")]
    [InlineData("model.json", "\"column\":\"age\"", "\"column\":\"note\"", "cannot read column 'note'")]
    [InlineData("trees/1.txt", "split_feature=0 1", "split_feature=0 11", "feature 11 of 11")]
    [InlineData("trees/1.txt", "left_child=1 -1", "left_child=0 -1", "cannot be its child")]
    [InlineData("trees/1.txt", "right_child=-3 -2", "right_child=-3 -9", "cannot be its child")]
    [InlineData("trees/1.txt", "threshold=30.5 0", "threshold=30.5 5", "set of codes 5 of 1")]
    [InlineData("trees/1.txt", "threshold=30.5 0", "threshold=30.5 nan", "cannot be used")]
    [InlineData("trees/1.txt", "cat_boundaries=0 1", "cat_boundaries=0 99", "99")]
    [InlineData("trees/1.txt", "num_leaves=3", "num_leaves=300000000", "num_leaves")]
    [InlineData("trees/1.txt", "leaf_value=0.4 -0.3 0.1", "leaf_value=0.4 -0.3", "leaf_value")]
    [InlineData("trees/1.txt", "leaf_value=0.4", "leaf_value=inf", "not a finite number")]
    [InlineData("trees/1.txt", "objective=binary", "objective=custom", "objective")]
    [InlineData("signature.json", "\"no\",", "", "classes")]
    [InlineData("signature.json", "\"threshold\":0.4", "\"threshold\":4", "threshold")]
    [InlineData("signature.json", "{", "", "cannot be used")]
    [InlineData("manifest.json", "\"format\":1", "\"format\":3", "format 3")]
    public void Read_ContentThatCannotBe_RefusedWithTheReason(string entry, string what, string by, string reason)
    {
        var bytes = Rewrite(Write(SmallModel.Package()), entry, json =>
        {
            Assert.Contains(what, json, StringComparison.Ordinal);
            var at = json.IndexOf(what, StringComparison.Ordinal);
            return json[..at] + by + json[(at + what.Length)..];
        });
        AssertRefused(bytes, reason);
    }

    [Theory]
    [InlineData("signature.json")]
    [InlineData("model.json")]
    [InlineData("manifest.json")]
    [InlineData("baseline.json")]
    public void Read_NullInsteadOfContent_Refused(string entry) =>
        AssertRefused(Rewrite(Write(SmallModel.Package()), entry, _ => "null"), "");

    [Theory]
    [InlineData("\"counts\":[13,11]", "\"counts\":[13]")]
    [InlineData("\"counts\":[13,11]", "\"counts\":[13,1]")]
    [InlineData("\"counts\":[13,11]", "\"counts\":[13,9223372036854775807]")]
    [InlineData("\"counts\":[13,11]", "\"count\":[13,11]")]
    [InlineData("\"deviations\":[0,5]", "\"deviations\":[0,-5]")]
    public void Read_BaselineThatDoesNotFit_Refused(string what, string by) => AssertRefused(
        Rewrite(Write(SmallModel.Package()), "baseline.json", json => json.Contains(what, StringComparison.Ordinal) ? json.Replace(what, by, StringComparison.Ordinal) : throw new InvalidOperationException(json)), "is damaged");

    [Fact]
    public void Read_BaselineOfAnOlderProgram_IsReadAndNotUsed()
    {
        const string older = """{"rows":4,"columns":[{"name":"age","type":"number","missing":1,"distinct":3,"quantiles":[20,30,40],"mean":30,"standardDeviation":8.16,"levels":[],"counts":[]},{"name":"colour","type":"category","missing":0,"distinct":2,"quantiles":[],"levels":["red","blue"],"counts":[3,1]}]}""";

        var baseline = ModelPackageReader.Read(new MemoryStream(Rewrite(Write(SmallModel.Package()), "baseline.json", _ => older))).Baseline!;

        Assert.Equal((4, 0, null), (baseline.Rows, baseline.LeastRows, baseline.Target));
    }

    [Fact]
    public void Write_FeaturePipelines_AreNamedAsInOlderPackages()
    {
        var model = JsonNode.Parse(Entry(Write(SmallModel.Package()), "model.json"))!;

        Assert.Equal(SmallModel.Predictor().FeaturePipelines.Count, model["recipes"]!.AsArray().Count);
        Assert.Equal(1, (int)model["predictor"]!["members"]![1]!["predictor"]!["recipe"]!);
    }

    [Fact]
    public void Write_SignatureThatDoesNotFit_Throws()
    {
        var package = SmallModel.Package() with { Signature = SmallModel.Signature() with { Columns = [] } };
        Assert.Throws<ArgumentException>(() => ModelPackageWriter.Write(package, new MemoryStream(), SmallModel.Created));
    }

    internal static byte[] Write(ModelPackage package)
    {
        var stream = new MemoryStream();
        ModelPackageWriter.Write(package, stream, SmallModel.Created);
        return stream.ToArray();
    }

    internal static void AssertRefused(byte[] bytes, string reason)
    {
        var error = Assert.Throws<InvalidPackageException>(() => ModelPackageReader.Read(new MemoryStream(bytes)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    internal static byte[] Entry(byte[] package, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        using var entry = zip.GetEntry(name)!.Open();
        var content = new MemoryStream();
        entry.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The package with one changed entry and, by default, with its size and digest corrected in the manifest.</summary>
    internal static byte[] Rewrite(byte[] package, string name, Func<string, string> change, bool keepDigest = false)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        var contents = zip.Entries.ToDictionary(entry => entry.FullName, entry => Entry(package, entry.FullName));
        contents[name] = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(contents[name])));
        if (!keepDigest && name != "manifest.json")
        {
            var manifest = JsonNode.Parse(contents["manifest.json"])!;
            var entry = manifest["entries"]!.AsArray().Single(entry => (string)entry!["name"]! == name)!;
            entry["bytes"] = contents[name].Length;
            entry["sha256"] = Convert.ToHexStringLower(SHA256.HashData(contents[name]));
            contents["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        }

        var stream = new MemoryStream();
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (entryName, content) in contents)
            {
                using var entry = target.CreateEntry(entryName).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Compress(byte[] bytes)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }
}
