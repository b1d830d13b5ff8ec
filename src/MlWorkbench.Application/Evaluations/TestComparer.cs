using Microsoft.Extensions.Caching.Memory;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Evaluations;

/// <summary>
/// Compares two runs on the test split: row by row if both were evaluated on the same rows, otherwise by their intervals. Predictions never change,
/// so each pair is computed once, off the caller's thread, and cached.
/// </summary>
public sealed class TestComparer(ContentStore contents) : IDisposable
{
    private const int PairsRemembered = 5_000;

    /// <summary>Seed of the bootstrap: the same pair always gives the same numbers.</summary>
    private const int Seed = 1;

    private readonly MemoryCache _pairs = new(new MemoryCacheOptions { SizeLimit = PairsRemembered });
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public void Dispose()
    {
        _pairs.Dispose();
        _oneAtATime.Dispose();
    }

    /// <summary>One comparison per metric, in their order. The first one includes segments.</summary>
    internal async Task<IReadOnlyList<ModelComparison>> CompareAsync(JudgedRun candidate, JudgedRun reference, IReadOnlyList<IMetric> metrics, CancellationToken cancellationToken)
    {
        var paired = await PairedAsync(candidate, reference, metrics, cancellationToken);
        return [.. metrics.Select((metric, index) => paired[index] ?? ByIntervals(candidate.Test, reference.Test, metric, bySegment: index == 0))];
    }

    /// <summary>One entry per metric. Null if the rows are not known to be the same.</summary>
    private async Task<ModelComparison?[]> PairedAsync(JudgedRun candidate, JudgedRun reference, IReadOnlyList<IMetric> metrics, CancellationToken cancellationToken)
    {
        if (candidate.TestDigest is not { } ours || reference.TestDigest is not { } theirs || candidate.DatasetVersionId is not { } version || reference.DatasetVersionId != version)
        {
            return new ModelComparison?[metrics.Count];
        }

        var keys = metrics.Select((metric, index) => (ours, theirs, metric.Name, BySegment: index == 0)).ToArray();
        if (Remembered(keys) is { } known)
        {
            return known;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (Remembered(keys) is { } meanwhile)
            {
                return meanwhile;
            }

            var (first, second) = (await ReadAsync(ours, cancellationToken), await ReadAsync(theirs, cancellationToken));
            var compared = await Task.Run(() => metrics.Select((metric, index) => ByRows(first, second, metric, bySegment: index == 0)).ToArray(), cancellationToken);
            for (var i = 0; i < keys.Length; i++)
            {
                _pairs.Set(keys[i], compared[i], new MemoryCacheEntryOptions { Size = 1 });
            }

            return compared;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private ModelComparison?[]? Remembered<TKey>(TKey[] keys)
        where TKey : notnull
    {
        var known = new ModelComparison?[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (!_pairs.TryGetValue(keys[i], out known[i]))
            {
                return null;
            }
        }

        return known;
    }

    private async Task<TestPredictions> ReadAsync(string digest, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(await contents.ReadBytesAsync(digest, cancellationToken), writable: false);
        return TestPredictionsFile.Read(stream);
    }

    private static ModelComparison? ByRows(TestPredictions candidate, TestPredictions reference, IMetric metric, bool bySegment) =>
        candidate.IsOnSameRows(reference) && Metrics.For(candidate.Actuals.Task).Contains(metric)
            ? ModelComparer.Compare(candidate.Actuals, candidate.Predictions, reference.Predictions, bySegment ? candidate.Segments : new([]), metric, Seed)
            : null;

    /// <summary>Segments have the search metric of their own run, so they are comparable only if both runs had the same.</summary>
    private static ModelComparison ByIntervals(SplitEvaluation candidate, SplitEvaluation reference, IMetric metric, bool bySegment)
    {
        var comparable = bySegment && candidate.Metrics is [var ours, ..] && reference.Metrics is [var theirs, ..] && ours.Name == theirs.Name;
        return comparable
            ? ModelComparer.Compare(candidate, reference, metric)
            : ModelComparer.Compare(candidate with { Segments = [] }, reference with { Segments = [] }, metric);
    }
}
