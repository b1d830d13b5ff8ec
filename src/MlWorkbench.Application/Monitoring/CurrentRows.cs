using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Monitoring;

/// <summary>The current data of a drift check: a dataset version, or logged predictions.</summary>
internal abstract class CurrentRows
{
    /// <summary>Reads the named columns that exist.</summary>
    public abstract Task<Table> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    /// <summary>Reads the actual values. Null if the data has none.</summary>
    public abstract Task<Column?> ReadTargetAsync(string target, CancellationToken cancellationToken);

    /// <summary>The reason why there is no target.</summary>
    public abstract string WithoutTarget(string target);

    /// <summary>Returns the model's predictions for these rows, computed or logged.</summary>
    /// <exception cref="Scoring.Package.SignatureException">The model cannot score them.</exception>
    public abstract Task<Column> PredictAsync(IScorer model, CancellationToken cancellationToken);

    public static CurrentRows Of(string path) => new Version(path);

    public static CurrentRows Of(LoggedRows logged) => new Log(logged);

    private sealed class Version(string path) : CurrentRows
    {
        /// <summary>More rows add no information about a distribution.</summary>
        private const int MostScoredRows = 20_000;

        /// <summary>Limits the memory of wide tables.</summary>
        private const int MostScoredCells = 5_000_000;

        public override async Task<Table> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
            await ArrowTableFile.ReadAsync(path, await PresentAsync(names, cancellationToken), cancellationToken);

        public override async Task<Column?> ReadTargetAsync(string target, CancellationToken cancellationToken) => (await ReadAsync([target], cancellationToken)).Find(target);

        public override string WithoutTarget(string target) => $"The data has no column '{target}', so there is no target to compare.";

        public override async Task<Column> PredictAsync(IScorer model, CancellationToken cancellationToken)
        {
            var columns = model.Signature.Columns;
            var rows = (await ArrowTableFile.ReadInfoAsync(path, cancellationToken)).Rows;
            var scored = Math.Min(rows, Math.Min(MostScoredRows, Math.Max(1, MostScoredCells / columns.Count)));
            int[] evenly = [.. Enumerable.Range(0, scored).Select(i => (int)((long)i * rows / scored))];
            var table = await ArrowTableFile.ReadRowsAsync(path, evenly, await PresentAsync([.. columns.Select(column => column.Name)], cancellationToken), cancellationToken);
            return PredictionColumn.Of(model.Score(table), model.Signature);
        }

        private async Task<string[]> PresentAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
            [.. (await ArrowTableFile.ReadInfoAsync(path, cancellationToken)).Columns.Select(column => column.Name).Intersect(names, StringComparer.Ordinal)];
    }

    private sealed class Log(LoggedRows logged) : CurrentRows
    {
        public override Task<Table> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
            Task.FromResult(new Table([.. logged.Inputs.Columns.Where(column => names.Contains(column.Name))]));

        public override Task<Column?> ReadTargetAsync(string target, CancellationToken cancellationToken) => Task.FromResult<Column?>(null);

        public override string WithoutTarget(string target) => "Logged predictions have no actual values, so there is no target to compare.";

        public override Task<Column> PredictAsync(IScorer model, CancellationToken cancellationToken) => Task.FromResult(logged.Predictions);
    }
}
