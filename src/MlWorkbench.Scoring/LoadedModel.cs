using System.Collections.Concurrent;
using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring;

/// <summary>A model that is ready to score. Safe to use from several threads at once.</summary>
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
    /// What rows of history are read against: the times, groups and values that the model looks back at, the target's too. Null where it does not look back,
    /// and for packages of older programs, whose history cannot grow.
    /// </summary>
    public ModelSignature? History { get; }

    /// <summary>Reads rows as callers send them.</summary>
    public SignatureCheck Check { get; }

    /// <summary>Numbers a row gets: one for regression, otherwise a probability per class in the order of the signature's classes.</summary>
    public int Outputs => Signature.Outputs;

    /// <exception cref="InvalidPackageException">The package is damaged or not one.</exception>
    public static LoadedModel Load(Stream stream) => new(ModelPackageReader.Read(stream));

    /// <summary>The same model, which knows these rows too when it looks back in time. A row that is scored sees those that are strictly earlier.</summary>
    /// <param name="rows">Columns of <see cref="History"/> are found by name; others are ignored.</param>
    /// <exception cref="SignatureException">A column is missing, or a value does not have its column's type.</exception>
    public LoadedModel WithHistory(Table rows) => History is null
        ? this
        : new LoadedModel(Package with { Predictor = Package.Predictor.WithHistory(ColumnMatch.Match(rows, History)) });

    /// <summary>An empty row to fill and score, again and again.</summary>
    public ScoringRow NewRow() => new(Signature.Columns.Count);

    /// <summary>Scores all rows of a table: columns are found by name; others are ignored. Row after row.</summary>
    /// <exception cref="SignatureException">A column is missing, or a value does not have its column's type.</exception>
    public double[] Predict(Table rows) => Package.Predictor.Score(ColumnMatch.Match(rows, Signature));

    /// <summary>Scores one row, exactly as in a table.</summary>
    /// <param name="outputs"><see cref="Outputs"/> numbers.</param>
    public void Predict(ScoringRow row, Span<double> outputs)
    {
        if (outputs.Length != Outputs)
        {
            throw new ArgumentException($"The model gives {Outputs} numbers a row, there is room for {outputs.Length}.", nameof(outputs));
        }

        var features = Rent(row);
        Package.Predictor.Score(features, outputs);
        _pool.Add(features);
    }

    /// <summary>The class that these outputs say: the most probable one, for binary the positive one from the signature's threshold on; null for regression.</summary>
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
    /// What each input column added to the answered score of a row: one explanation for regression (in units of the target) and for binary
    /// (log-odds of the positive class), one per class for multiclass (log-odds of the class). Base value and contributions add up to what
    /// <see cref="Predict(ScoringRow, Span{double})"/> answers, also for blends and calibrated models.
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
        // What is not asked of a row that is scored, such as the target, can only be numbers that are looked back at.
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
