using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Collects the evidence for a transition request: the candidate against Production, overall and per segment, the signatures and the gates.</summary>
public sealed class EvidenceCollector(ModelCache models, TestComparer comparer, IOptionsMonitor<PromotionGateOptions> gateOptions, TimeProvider clock)
{
    internal async Task<TransitionEvidence> CollectAsync(WorkbenchDbContext db, Guid candidateId, Guid? championId, StageRule rule, CancellationToken cancellationToken)
    {
        var candidate = await FindSubjectAsync(db, candidateId, cancellationToken);
        var champion = championId is { } id && id != candidateId ? await FindSubjectAsync(db, id, cancellationToken) : null;
        var compared = champion is null ? [] : await CompareAsync(candidate, champion, cancellationToken);
        var comparison = compared.Count == 0 ? null : compared[0];
        var changes = champion is null ? null : await CompareSignaturesAsync(candidate, champion, cancellationToken);
        var input = new GateInput(candidate.ToEvidence(), champion?.ToEvidence(), await AgainstBaselineAsync(db, candidate, cancellationToken), comparison, changes);
        return new TransitionEvidence
        {
            FrozenAt = clock.GetUtcNow().UtcDateTime,
            Verdict = ReasonOf(rule, champion, comparison),
            Candidate = input.Candidate,
            Champion = input.Champion,
            SameTestRows = comparison is { Paired: true } || champion?.ExperimentId == candidate.ExperimentId,
            Metrics = CompareMetrics(candidate, champion, compared),
            Segments = comparison?.Segments ?? [],
            SignatureChanges = changes ?? [],
            Gates = PromotionGates.Evaluate(input, gateOptions.CurrentValue, rule.Gates),
            Paired = comparison?.Paired ?? false,
            Comparison = comparison is null ? null : comparison with { Segments = [] },
        };
    }

    private static async Task<Subject> FindSubjectAsync(WorkbenchDbContext db, Guid versionId, CancellationToken cancellationToken)
    {
        var row = await db.ModelVersions.AsNoTracking().Where(version => version.Id == versionId)
            .Select(version => new
            {
                version.Number,
                version.PackageDigest,
                version.PackageBytes,
                Run = version.Run!,
                Data = version.Run!.Experiment!.DatasetVersion!,
                Dataset = version.Run.Experiment.DatasetVersion!.Dataset!.Name,
            })
            .SingleAsync(cancellationToken);
        var judged = (await RunEvaluations.ReadTestedAsync(db, [row.Run.Id], cancellationToken)).GetValueOrDefault(row.Run.Id);
        return new Subject
        {
            VersionId = versionId,
            Number = row.Number,
            PackageDigest = row.PackageDigest,
            PackageBytes = row.PackageBytes,
            RunTitle = row.Run.Title,
            ExperimentId = row.Run.ExperimentId,
            Metric = row.Run.Metric,
            Dataset = row.Dataset,
            DatasetVersion = row.Data.Number,
            DatasetRows = row.Data.Rows,
            Judged = judged,
        };
    }

    /// <summary>Compares the candidate with its experiment's baseline by the search metric. Null if either was not judged on the test split.</summary>
    private async Task<ModelComparison?> AgainstBaselineAsync(WorkbenchDbContext db, Subject candidate, CancellationToken cancellationToken)
    {
        if (candidate.Judged is not { Test.Metrics: [var metric, ..] } judged || MetricNamed(metric.Name) is not { } definition)
        {
            return null;
        }

        var baseline = await db.Runs.BaselinesOf(candidate.ExperimentId)
            .Where(run => run.Metric == metric.Name)
            .Select(run => (Guid?)run.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return baseline is { } id && (await RunEvaluations.ReadTestedAsync(db, [id], cancellationToken)).GetValueOrDefault(id) is { } reference
            ? (await comparer.CompareAsync(judged, reference, [definition], cancellationToken))[0]
            : null;
    }

    /// <summary>Compares by all metrics of the candidate, its search metric first. Empty if either was not judged on a test split.</summary>
    private async Task<IReadOnlyList<ModelComparison>> CompareAsync(Subject candidate, Subject champion, CancellationToken cancellationToken)
    {
        if (candidate.Judged is not { Test.Metrics.Count: > 0 } ours || champion.Judged is not { } theirs)
        {
            return [];
        }

        return await comparer.CompareAsync(ours, theirs, [.. ours.Test.Metrics.Select(value => MetricNamed(value.Name)).OfType<IMetric>()], cancellationToken);
    }

    private static List<MetricComparison> CompareMetrics(Subject candidate, Subject? champion, IReadOnlyList<ModelComparison> compared)
    {
        var metrics = new List<MetricComparison>();
        foreach (var metric in candidate.Test?.Metrics ?? [])
        {
            var theirs = champion?.Test?.Metrics.FirstOrDefault(value => value.Name == metric.Name);
            var comparison = theirs is null ? null : compared.FirstOrDefault(candidate => candidate.Metric == metric.Name);
            metrics.Add(new MetricComparison(metric, theirs, comparison?.Overall?.Gain, comparison?.Outcome ?? ComparisonOutcome.TooFewRows));
        }

        return metrics;
    }

    private static IMetric? MetricNamed(string name) => Metrics.All.FirstOrDefault(metric => metric.Name == name);

    private async Task<IReadOnlyList<SignatureChange>> CompareSignaturesAsync(Subject candidate, Subject champion, CancellationToken cancellationToken)
    {
        var ours = await models.GetAsync(candidate.PackageDigest, cancellationToken);
        var theirs = await models.GetAsync(champion.PackageDigest, cancellationToken);
        return SignatureComparison.Compare(ours.Signature, theirs.Signature);
    }

    /// <summary>The reason why the request shows no comparison. Null if it shows one.</summary>
    private static Statement? ReasonOf(StageRule rule, Subject? champion, ModelComparison? comparison) => rule switch
    {
        { To: Stage.Archived, From: Stage.Production } => Statement.Of("archived_from_production"),
        { To: Stage.Archived } => Statement.Of("archived"),
        _ when champion is null => Statement.Of("production_empty"),
        _ when comparison is null => Statement.Of("no_shared_metric", ("version", champion.Number)),
        _ => null,
    };

    private sealed record Subject
    {
        public required Guid VersionId { get; init; }

        public required int Number { get; init; }

        public required string PackageDigest { get; init; }

        public required long PackageBytes { get; init; }

        public required string RunTitle { get; init; }

        public required Guid ExperimentId { get; init; }

        public required string? Metric { get; init; }

        public required string Dataset { get; init; }

        public required int DatasetVersion { get; init; }

        public required long DatasetRows { get; init; }

        public required JudgedRun? Judged { get; init; }

        public SplitEvaluation? Test => Judged?.Test;

        public VersionEvidence ToEvidence() => new()
        {
            VersionId = VersionId,
            Number = Number,
            RunTitle = RunTitle,
            ExperimentId = ExperimentId,
            Dataset = Dataset,
            DatasetVersion = DatasetVersion,
            DatasetRows = DatasetRows,
            PackageBytes = PackageBytes,
            Metric = Metric,
            TestRows = Test?.Rows ?? 0,
            TestMetrics = Test?.Metrics ?? [],
        };
    }
}
