using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Package;

/// <summary>Writes a model package: one zip archive with JSON, and LightGBM text for trees. Equal packages and times give equal bytes.</summary>
public static class ModelPackageWriter
{
    public static void Write(ModelPackage package, Stream stream, DateTimeOffset created)
    {
        PackageCheck.Check(package.Signature, package.Predictor);
        var entries = new List<(string Name, byte[] Content)>
        {
            (PackageNames.Signature, JsonSerializer.SerializeToUtf8Bytes(package.Signature, PackageJson.Default.ModelSignature)),
        };
        AddModel(package.Predictor, entries);
        if (package.Metrics is not null)
        {
            entries.Add((PackageNames.Metrics, Encoding.UTF8.GetBytes(package.Metrics)));
        }

        if (package.Baseline is not null)
        {
            entries.Add((PackageNames.Baseline, JsonSerializer.SerializeToUtf8Bytes(package.Baseline, PackageJson.Default.TrainingBaseline)));
        }

        if (package.Golden is not null)
        {
            PackageCheck.Check(package.Golden, package.Signature);
            entries.Add((PackageNames.Golden, JsonSerializer.SerializeToUtf8Bytes(package.Golden, PackageJson.Default.IReadOnlyListGoldenRow)));
        }

        var environment = new Dictionary<string, string>(package.Environment ?? new Dictionary<string, string>());
        entries.Add((PackageNames.Environment, JsonSerializer.SerializeToUtf8Bytes(environment, PackageJson.Default.DictionaryStringString)));
        var format = package.Predictor.Preparations.Count > 0 ? PackageManifest.CurrentFormat : PackageManifest.FormatWithoutPreparations;
        WriteZip(format, entries, stream, created);
    }

    private static void AddModel(Predictor predictor, List<(string Name, byte[] Content)> entries)
    {
        var featurePipelines = predictor.FeaturePipelines;
        var packaged = Describe(predictor, featurePipelines, entries);
        var content = predictor.Preparations is { Count: > 0 } preparations
            ? new PackagedContent(featurePipelines, packaged, preparations, [.. featurePipelines.Select(featurePipeline => IndexOf(preparations, featurePipeline.Preparation))])
            : new PackagedContent(featurePipelines, packaged);
        entries.Add((PackageNames.Model, JsonSerializer.SerializeToUtf8Bytes(content, PackageJson.Default.PackagedContent)));
    }

    private static PackagedPredictor Describe(Predictor predictor, IReadOnlyList<FeaturePipeline> featurePipelines, List<(string Name, byte[] Content)> entries) => predictor switch
    {
        Pipeline pipeline => new PackagedPredictor(IndexOf(featurePipelines, pipeline.FeaturePipeline), Describe(pipeline.Model, entries), Map: pipeline.Map),
        WeightedEnsemble ensemble => new PackagedPredictor(
            Members: [.. ensemble.Members.Select(member => new PackagedMember(member.Weight, Describe(member.Predictor, featurePipelines, entries)))],
            Map: ensemble.Map),
        _ => throw new NotSupportedException($"{predictor.GetType().Name} cannot be stored in a package."),
    };

    private static PackagedModel Describe(Model model, List<(string Name, byte[] Content)> entries)
    {
        switch (model)
        {
            case TreeEnsemble trees:
                var name = PackageNames.Trees(entries.Count(entry => entry.Name.StartsWith("trees/", StringComparison.Ordinal)) + 1);
                entries.Add((name, Encoding.UTF8.GetBytes(LightGbmTextWriter.Write(trees))));
                return new PackagedModel(Trees: name);
            case LinearModel linear:
                return new PackagedModel(Linear: linear);
            case NeuralNetwork network:
                return new PackagedModel(Network: network);
            case ConstantModel constant:
                return new PackagedModel(Constant: constant);
            default:
                throw new NotSupportedException($"{model.GetType().Name} cannot be stored in a package.");
        }
    }

    private static int IndexOf<T>(IReadOnlyList<T> items, T? item)
        where T : class
    {
        var index = items.Count - 1;
        while (index >= 0 && items[index] != item)
        {
            index--;
        }

        return index;
    }

    private static void WriteZip(int format, List<(string Name, byte[] Content)> entries, Stream stream, DateTimeOffset created)
    {
        var manifest = new PackageManifest(
            format,
            created.ToUniversalTime(),
            typeof(ModelPackageWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            [.. entries.Select(entry => new PackageEntry(entry.Name, entry.Content.Length, Convert.ToHexStringLower(SHA256.HashData(entry.Content))))]);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        AddEntry(zip, PackageNames.Manifest, JsonSerializer.SerializeToUtf8Bytes(manifest, PackageJson.Default.PackageManifest), created);
        foreach (var (name, content) in entries)
        {
            AddEntry(zip, name, content, created);
        }
    }

    private static void AddEntry(ZipArchive zip, string name, byte[] content, DateTimeOffset created)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = created.ToUniversalTime();
        using var target = entry.Open();
        target.Write(content);
    }
}
