using System.Collections.Concurrent;
using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring;

/// <summary>A model that is ready to score. Thread-safe.</summary>
public sealed class LoadedModel
{
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

    public ModelSignature Signature => Package.Signature;

    /// <summary>
    /// Signature of history rows: the times, groups and values that the model looks back at, including those of the target. Null if it does not look back,
    /// and for packages of older programs, whose history cannot be extended.
    /// </summary>
    public ModelSignature? History { get; }

    /// <summary>Converts rows from callers.</summary>
    public SignatureCheck Check { get; }

    /// <summary>Outputs per row: one for regression, otherwise a probability per class in the order of the signature's classes.</summary>
    public int Outputs => Signature.Outputs;

    /// <exception cref="InvalidPackageException">The package is damaged, or is not a model package.</exception>
    public static LoadedModel Load(Stream stream) => new(ModelPackageReader.Read(stream));

    /// <summary>Returns the same model with these rows in its history. A scored row uses those that are strictly earlier.</summary>
    /// <param name="rows">Rows whose columns are matched with those of <see cref="History"/> by name. Other columns are ignored.</param>
    /// <exception cref="SignatureException">A column is missing, or a value does not match the type of its column.</exception>
    public LoadedModel WithHistory(Table rows) => History is null
        ? this
        : new LoadedModel(Package with { Predictor = Package.Predictor.WithHistory(ColumnMatch.Match(rows, History)) });

    /// <summary>Creates an empty row, which can be reused.</summary>
    public ScoringRow NewRow() => new(Signature.Columns.Count);

    /// <summary>Scores all rows of a table, row after row. Columns are matched by name, and other columns are ignored.</summary>
    /// <exception cref="SignatureException">A column is missing, or a value does not match the type of its column.</exception>
    public double[] Predict(Table rows) => Package.Predictor.Score(ColumnMatch.Match(rows, Signature));

    /// <summary>Scores one row, with the same result as in a table.</summary>
    /// <param name="outputs">Receives <see cref="Outputs"/> numbers.</param>
    public void Predict(ScoringRow row, Span<double> outputs)
    {
        if (outputs.Length != Outputs)
        {
            throw new ArgumentException($"The model returns {Outputs} numbers per row, but there is space for {outputs.Length}.", nameof(outputs));
        }

        var features = Rent(row);
        Package.Predictor.Score(features, outputs);
        _pool.Add(features);
    }

    /// <summary>
    /// The class of these outputs: the most probable one, or for binary the positive class from the signature's threshold on. Null for regression.
    /// </summary>
    public string? Label(ReadOnlySpan<double> outputs)
    {
        switch (Signature.Task)
        {
            case ModelTask.Regression:
                return null;
            case ModelTask.Binary:
                return Signature.Classes[outputs[1] >= Signature.Threshold ? 1 : 0];
            default:
                var best = 0;
                for (var i = 1; i < outputs.Length; i++)
                {
                    best = outputs[i] > outputs[best] ? i : best;
                }

                return Signature.Classes[best];
        }
    }

    /// <summary>
    /// Computes the contributions of the input columns to the score of a row. There is one explanation for regression (in units of the target) and for binary
    /// (log-odds of the positive class), and one per class for multiclass (log-odds of the class). Base value and contributions sum to the result of
    /// <see cref="Predict(ScoringRow, Span{double})"/>, also for blends and calibrated models.
    /// </summary>
    public IReadOnlyList<ScoreExplanation> Explain(ScoringRow row)
    {
        var width = Signature.Columns.Count + 1;
        var scores = Signature.Task == ModelTask.Multiclass ? Signature.Classes.Count : 1;
        var contributions = new double[scores * width];
        var features = Rent(row);
        Package.Predictor.Explain(features, contributions, new double[Outputs]);
        _pool.Add(features);
        return
        [
            .. Enumerable.Range(0, scores).Select(score => new ScoreExplanation(
                Signature.Task == ModelTask.Multiclass ? Signature.Classes[score] : Signature.PositiveClass,
                Signature.Task == ModelTask.Regression ? ContributionSpace.Value : ContributionSpace.LogOdds,
                contributions[((score + 1) * width) - 1],
                contributions[(score * width)..(((score + 1) * width) - 1)])),
        ];
    }

    private static ModelSignature? HistoryOf(ModelPackage package)
    {
        var signature = package.Signature;
        var names = package.Predictor.Preparations.SelectMany(preparation => preparation.HistoryColumns).ToHashSet(StringComparer.Ordinal);
        // Columns that are not needed to score a row, such as the target, can only be past values, which are numbers.
        var others = names.Where(name => signature.IndexOf(name) < 0).Order(StringComparer.Ordinal).Select(name => new SignatureColumn(name, ColumnType.Number, []));
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
