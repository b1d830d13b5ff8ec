using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Monitoring;

/// <summary>The reference of a drift check: the distributions in a model's package, or, for packages of earlier releases, the training data itself.</summary>
internal abstract class DriftReference
{
    /// <summary>Columns to compare.</summary>
    public abstract IReadOnlyList<(string Name, ColumnType Type)> Columns { get; }

    /// <exception cref="WorkbenchException">Both are missing.</exception>
    public static async Task<DriftReference> OpenAsync(
        TrainingBaseline? baseline, DriftInputs inputs, ContentStore contents, CancellationToken cancellationToken)
    {
        if (baseline is { LeastRows: > 0, Target: not null, Prediction: not null })
        {
            // Only free text needs the data itself.
            var needsData = baseline.Columns.Any(column => column.Type == ColumnType.Text) && inputs.ReferenceDigest is not null;
            return new OfPackage(baseline, needsData ? await contents.MaterializeAsync(inputs.ReferenceDigest!, cancellationToken) : null);
        }

        if (inputs.ReferenceDigest is null)
        {
            throw WorkbenchException.Invalid(
                "drift_no_reference",
                "The check has no reference: an earlier release wrote the model's package without the distributions of its training data, and the data " +
                "was deleted. Train the model again and check its new version.");
        }

        var path = await contents.MaterializeAsync(inputs.ReferenceDigest, cancellationToken);
        var columns = (await ArrowTableFile.ReadInfoAsync(path, cancellationToken)).Columns;
        return new OfData(path, [.. columns.Where(column => !inputs.Ignored.Contains(column.Name)).Select(column => (column.Name, column.Type))]);
    }

    /// <param name="names">Some of the <see cref="Columns"/>.</param>
    /// <param name="newer">Those of them that the current data has.</param>
    public abstract Task<DriftResult> CompareAsync(
        IReadOnlyList<string> names,
        Table newer,
        IReadOnlyDictionary<string, double> importance,
        int threads,
        CancellationToken cancellationToken);

    public abstract Task<FeatureDrift> CompareTargetAsync(Column target, CancellationToken cancellationToken);

    public abstract FeatureDrift ComparePredictions(Column predictions);

    private sealed class OfPackage(TrainingBaseline baseline, string? dataPath) : DriftReference
    {
        public override IReadOnlyList<(string Name, ColumnType Type)> Columns { get; } = [.. baseline.Columns.Select(column => (column.Name, column.Type))];

        public override async Task<DriftResult> CompareAsync(
            IReadOnlyList<string> names, Table newer, IReadOnlyDictionary<string, double> importance, int threads, CancellationToken cancellationToken)
        {
            var wanted = baseline.Columns.Where(column => names.Contains(column.Name)).ToLookup(column => column.Type == ColumnType.Text && dataPath is not null);
            var result = DriftDetector.Compare([.. wanted[false]], baseline.Rows, newer, importance, threads, cancellationToken);
            if (!wanted[true].Any())
            {
                return result;
            }

            var texts = await ArrowTableFile.ReadAsync(dataPath!, [.. wanted[true].Select(column => column.Name)], cancellationToken);
            var ofTexts = DriftDetector.Compare(texts, newer, importance, threads, cancellationToken);
            return DriftDetector.Summarise([.. result.Features, .. ofTexts.Features], result.ReferenceRows, result.CurrentRows, result.Skipped);
        }

        public override Task<FeatureDrift> CompareTargetAsync(Column target, CancellationToken cancellationToken) =>
            Task.FromResult(DriftDetector.Compare(baseline.Target!, target, DriftSubject.Target));

        public override FeatureDrift ComparePredictions(Column predictions) => DriftDetector.Compare(baseline.Prediction!, predictions, DriftSubject.Prediction);
    }

    private sealed class OfData(string path, IReadOnlyList<(string Name, ColumnType Type)> columns) : DriftReference
    {
        public override IReadOnlyList<(string Name, ColumnType Type)> Columns => columns;

        public override async Task<DriftResult> CompareAsync(
            IReadOnlyList<string> names, Table newer, IReadOnlyDictionary<string, double> importance, int threads, CancellationToken cancellationToken) =>
            DriftDetector.Compare(await ArrowTableFile.ReadAsync(path, [.. names], cancellationToken), newer, importance, threads, cancellationToken);

        public override async Task<FeatureDrift> CompareTargetAsync(Column target, CancellationToken cancellationToken) =>
            DriftDetector.Compare((await ArrowTableFile.ReadAsync(path, [target.Name], cancellationToken)).Columns[0], target, DriftSubject.Target);

        public override FeatureDrift ComparePredictions(Column predictions) => FeatureDrift.NotTested(
            predictions.Name, DriftSubject.Prediction,
                "An earlier release wrote the model's package without the distribution of its predictions. Train the model again to compare them.");
    }
}
