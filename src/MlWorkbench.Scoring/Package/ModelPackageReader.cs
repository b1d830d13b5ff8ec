using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MlWorkbench.Scoring.Features;
using MlWorkbench.Scoring.Models;

namespace MlWorkbench.Scoring.Package;

/// <summary>Reads a model package without trusting it: sizes, digests, numbers and references are checked, and no code is loaded from it.</summary>
public sealed class ModelPackageReader
{
    private const int MaxDepth = 8;
    private const int MaxPredictors = 1_000;

    private readonly PackageArchive _archive;
    private readonly IReadOnlyList<FeaturePipeline> _featurePipelines;
    private int _predictors;

    private ModelPackageReader(PackageArchive archive, IReadOnlyList<FeaturePipeline> featurePipelines) => (_archive, _featurePipelines) = (archive, featurePipelines);

    /// <param name="stream">The stream, which is read to its end. If it cannot seek, it is buffered in memory.</param>
    /// <exception cref="InvalidPackageException">The package is damaged, or is not a model package.</exception>
    public static ModelPackage Read(Stream stream)
    {
        var archive = PackageArchive.Open(stream);
        try
        {
            return Read(archive);
        }
        catch (JsonException error)
        {
            throw new InvalidPackageException("The package cannot be used: a document in it is damaged.", error);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException)
        {
            throw new InvalidPackageException($"The package cannot be used: {error.Message}", error);
        }
    }

    private static ModelPackage Read(PackageArchive archive)
    {
        var signature = Parse(archive.Get(PackageNames.Signature), PackageJson.Default.ModelSignature);
        var content = Parse(archive.Get(PackageNames.Model), PackageJson.Default.PackagedContent);
        var predictor = new ModelPackageReader(archive, FeaturePipelines(content)).Build(content.Predictor, 0);
        PackageCheck.Check(signature, predictor);
        var baseline = archive.Find(PackageNames.Baseline) is { } distributions ? Parse(distributions, PackageJson.Default.TrainingBaseline) : null;
        if (baseline is not null)
        {
            PackageCheck.Check(baseline);
        }

        var golden = archive.Find(PackageNames.Golden) is { } rows ? Parse(rows, PackageJson.Default.IReadOnlyListGoldenRow) : null;
        if (golden is not null)
        {
            PackageCheck.Check(golden, signature);
        }

        return new ModelPackage(
            signature,
            predictor,
            archive.Find(PackageNames.Metrics) is { } metrics ? Encoding.UTF8.GetString(metrics) : null,
            baseline,
            archive.Find(PackageNames.Environment) is { } environment ? Parse(environment, PackageJson.Default.DictionaryStringString) : null,
            golden);
    }

    private static T Parse<T>(byte[] json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new FormatException($"{typeof(T).Name} is null.");

    private static IReadOnlyList<FeaturePipeline> FeaturePipelines(PackagedContent content)
    {
        if (content is { Preparations: null, PreparationOf: null })
        {
            return content.FeaturePipelines;
        }

        if (content.Preparations is not { } preparations || content.PreparationOf is not { } numbers || numbers.Count != content.FeaturePipelines.Count
            || numbers.Any(number => number < -1 || number >= preparations.Count))
        {
            throw new FormatException("The feature pipelines of the model do not fit its preparations.");
        }

        return [.. content.FeaturePipelines.Select((featurePipeline, i) => numbers[i] < 0 ? featurePipeline : featurePipeline.After(preparations[numbers[i]]))];
    }

    private Predictor Build(PackagedPredictor packaged, int depth)
    {
        if (depth > MaxDepth || ++_predictors > MaxPredictors)
        {
            throw new FormatException($"The model nests deeper than {MaxDepth} or has more than {MaxPredictors} members.");
        }

        return packaged switch
        {
            { Members: { } members, FeaturePipeline: null, Model: null } => new WeightedEnsemble(
                [.. members.Select(member => new EnsemblePart(Build(member.Predictor, depth + 1), member.Weight))],
                packaged.Map),
            { FeaturePipeline: { } number, Model: { } model, Members: null } => new Pipeline(FeaturePipeline(number), Build(model), packaged.Map),
            _ => throw new FormatException("A member of the model is neither a feature pipeline with a model nor an ensemble."),
        };
    }

    private FeaturePipeline FeaturePipeline(int number) =>
        (uint)number < (uint)_featurePipelines.Count
            ? _featurePipelines[number]
            : throw new FormatException($"The model refers to feature pipeline {number} of {_featurePipelines.Count}.");

    private Model Build(PackagedModel packaged) => packaged switch
    {
        { Trees: { } name, Linear: null, Constant: null, Network: null } => LightGbmTextReader.Read(Encoding.UTF8.GetString(_archive.Get(name))),
        { Linear: { } linear, Trees: null, Constant: null, Network: null } => linear,
        { Constant: { } constant, Trees: null, Linear: null, Network: null } => constant,
        { Network: { } network, Trees: null, Linear: null, Constant: null } => network,
        _ => throw new FormatException("A member of the model has no model, or several."),
    };
}
