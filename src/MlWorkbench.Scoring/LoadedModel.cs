using System.Collections.Concurrent;
using System.Globalization;
using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring;

/// <summary>A model package that is ready to score. Thread-safe.</summary>
public sealed class LoadedModel : IScorer
{
    /// <summary>Mathematical functions may differ in the last digits between platforms.</summary>
    private const double RelativeTolerance = 1e-6;
    private const double AbsoluteTolerance = 1e-12;

    private readonly RowFeatures _features;
    private readonly ConcurrentBag<RowFeatures> _pool = [];

    public LoadedModel(ModelPackage package)
    {
        PackageCheck.Check(package.Signature, package.Predictor);
        Package = package;
        Check = new SignatureCheck(package.Signature);
        _features = new RowFeatures(package.Predictor, package.Signature);
        History = HistoryOf(package);
    }

    public ModelPackage Package { get; }

    /// <inheritdoc />
    public ModelSignature Signature => Package.Signature;

    /// <inheritdoc />
    public ModelSignature? History { get; }

    /// <inheritdoc />
    public SignatureCheck Check { get; }

    /// <summary>Outputs per row: one for regression, otherwise a probability per class in the order of the signature's classes.</summary>
    public int Outputs => Signature.Outputs;

    /// <exception cref="InvalidPackageException">The package is damaged, or is not a model package.</exception>
    public static LoadedModel Load(Stream stream) => new(ModelPackageReader.Read(stream));

    /// <inheritdoc cref="IScorer.WithHistory" />
    public LoadedModel WithHistory(Table rows) => History is null
        ? this
        : new LoadedModel(Package with { Predictor = Package.Predictor.WithHistory(ColumnMatch.Match(rows, History)) });

    /// <summary>
    /// Scores the golden rows of the package. Returns the first difference from the outputs at training as a sentence, or null if all agree or there are none.
    /// </summary>
    public string? FindDeviation()
    {
        var outputs = new double[Outputs];
        foreach (var (position, golden) in (Package.Golden ?? []).Index())
        {
            Score(golden.ToRow(), outputs);
            for (var i = 0; i < outputs.Length; i++)
            {
                if (!(Math.Abs(outputs[i] - golden.Outputs[i]) <= (RelativeTolerance * Math.Abs(golden.Outputs[i])) + AbsoluteTolerance))
                {
                    return string.Create(CultureInfo.InvariantCulture,
                        $"Golden row {position + 1} scores {outputs[i]:G9}, and scored {golden.Outputs[i]:G9} when the model was trained.");
                }
            }
        }

        return null;
    }

    /// <summary>Creates an empty row, which can be reused.</summary>
    public ScoringRow NewRow() => new(Signature.Columns.Count);

    /// <inheritdoc />
    public double[] Score(Table rows) => Package.Predictor.Score(ColumnMatch.Match(rows, Signature));

    /// <inheritdoc />
    public void Score(ScoringRow row, Span<double> outputs)
    {
        if (outputs.Length != Outputs)
        {
            throw new ArgumentException($"The model returns {Outputs} numbers per row, but there is space for {outputs.Length}.", nameof(outputs));
        }

        var features = Rent(row);
        Package.Predictor.Score(features, outputs);
        _pool.Add(features);
    }

    /// <inheritdoc cref="IScorer.Explain" />
    public IReadOnlyList<ScoreExplanation> Explain(ScoringRow row)
    {
        var width = Signature.Columns.Count + 1;
        var scores = Signature.Shape.Scores(Signature.Classes.Count);
        var contributions = new double[scores * width];
        var features = Rent(row);
        Package.Predictor.Explain(features, contributions, new double[Outputs]);
        _pool.Add(features);
        return
        [
            .. Enumerable.Range(0, scores).Select(score => new ScoreExplanation(
                Signature.Shape.HasScorePerClass ? Signature.Classes[score] : Signature.PositiveClass,
                Signature.Shape.Space,
                contributions[((score + 1) * width) - 1],
                contributions[(score * width)..(((score + 1) * width) - 1)])),
        ];
    }

    IScorer IScorer.WithHistory(Table rows) => WithHistory(rows);

    private static ModelSignature? HistoryOf(ModelPackage package)
    {
        var signature = package.Signature;
        var names = package.Predictor.Preparations.SelectMany(preparation => preparation.HistoryColumns).ToHashSet(StringComparer.Ordinal);
        // Columns that are not needed to score a row, such as the target, can only be past values, which are numbers.
        var others = names
            .Where(name => signature.IndexOf(name) < 0)
            .Order(StringComparer.Ordinal)
            .Select(name => new SignatureColumn(name, ColumnType.Number, []));
        return names.Count == 0 ? null : signature with { Columns = [.. signature.Columns.Where(column => names.Contains(column.Name)), .. others] };
    }

    private RowFeatures Rent(ScoringRow row)
    {
        if (!_pool.TryTake(out var features))
        {
            features = _features.Another();
        }

        features.Fill(row);
        return features;
    }
}
