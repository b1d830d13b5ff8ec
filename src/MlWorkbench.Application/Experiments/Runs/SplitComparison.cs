using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Compares runs with one base on one split.</summary>
/// <param name="compared">By run, without the base: one comparison per metric. The one by the base's search metric is first.</param>
internal sealed class SplitComparison(EvaluatedRun reference, bool onTest, IReadOnlyDictionary<Guid, IReadOnlyList<ModelComparison>> compared)
{
    /// <summary>All runs were compared with the base row by row.</summary>
    public bool Paired => compared.Values.All(comparisons => comparisons[0].Paired);

    public ComparedRun Run(EvaluatedRun run)
    {
        var comparison = IsBase(run) ? null : Compare(run);
        return new ComparedRun
        {
            Id = run.Summary.Id,
            Number = run.Summary.Number,
            Title = run.Summary.Title,
            Trainer = run.Summary.Trainer,
            ExperimentId = run.ExperimentId,
            ExperimentName = run.ExperimentName,
            Dataset = run.Dataset,
            DatasetVersion = run.DatasetVersion,
            Seconds = run.Summary.Seconds,
            Verdict = comparison?.Overall is null ? null : ComparisonVerdict.Sentence(comparison),
            Outcome = comparison?.Outcome ?? ComparisonOutcome.TooFewRows,
            Paired = comparison?.Paired,
        };
    }

    /// <summary>All metrics of the runs, the base's first.</summary>
    public IReadOnlyList<ComparedMetric> Metrics(IReadOnlyList<EvaluatedRun> runs)
    {
        var names = runs.OrderByDescending(IsBase).SelectMany(run => run.Split(onTest).Metrics).Select(value => value.Name).Distinct(StringComparer.Ordinal);
        return [.. names.Select(Metric).Select(metric => new ComparedMetric(metric.Name, metric.Title, metric.HigherIsBetter, [.. runs.Select(run => Cell(run, metric))]))];
    }

    /// <summary>All segments of the runs, the worst of the base first.</summary>
    public IReadOnlyList<ComparedSegment> Segments(IReadOnlyList<EvaluatedRun> runs)
    {
        var perRun = runs.Select(run => run.Split(onTest).Segments.ToDictionary(segment => (segment.Column, segment.Level))).ToList();
        var outcomes = runs.Select(run => IsBase(run) ? [] : Compare(run).Segments.ToDictionary(segment => (segment.Column, segment.Level))).ToList();
        var keys = runs
            .OrderByDescending(IsBase)
            .SelectMany(run => run.Split(onTest).Segments)
            .Select(segment => (segment.Column, segment.Level))
            .Distinct()
            .ToList();
        return
        [
            .. keys.Select(key => new ComparedSegment(
                key.Column,
                key.Level,
                perRun.Max(segments => segments.GetValueOrDefault(key)?.Rows ?? 0),
                [.. perRun.Select((segments, index) => Cell(segments.GetValueOrDefault(key), outcomes[index].GetValueOrDefault(key)))])),
        ];
    }

    private static IMetric Metric(string name) => Engine.Evaluations.Metrics.All.First(metric => metric.Name == name);

    private static ComparedCell Cell(SegmentMetric? segment, SegmentComparison? comparison) =>
        new(segment?.Metric, segment?.Rows ?? 0, comparison?.Metric?.Gain, comparison?.Outcome ?? ComparisonOutcome.TooFewRows, segment?.Note);

    private ComparedCell Cell(EvaluatedRun run, IMetric metric)
    {
        var split = run.Split(onTest);
        var value = split.Metrics.FirstOrDefault(candidate => candidate.Name == metric.Name);
        if (IsBase(run) || value is null)
        {
            return new ComparedCell(value, split.Rows, null, ComparisonOutcome.TooFewRows);
        }

        var comparison = compared[run.Summary.Id].FirstOrDefault(candidate => candidate.Metric == metric.Name);
        return new ComparedCell(value, split.Rows, comparison?.Overall?.Gain, comparison?.Outcome ?? ComparisonOutcome.TooFewRows);
    }

    private ModelComparison Compare(EvaluatedRun run) => compared[run.Summary.Id][0];

    private bool IsBase(EvaluatedRun run) => run.Summary.Id == reference.Summary.Id;
}
