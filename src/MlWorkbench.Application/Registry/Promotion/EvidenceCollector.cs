using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Registry.Promotion;

/// <summary>Gathers what a transition request is decided on: the candidate against Production, overall and per segment, the signatures and the gates.</summary>
public sealed class EvidenceCollector(ModelCache models, IOptionsMonitor<PromotionGateOptions> gateOptions, TimeProvider clock)
{
    internal async Task<TransitionEvidence> CollectAsync(WorkbenchDbContext db, Guid candidateId, Guid? championId, StageRule rule, CancellationToken cancellationToken)
    {
        var candidate = await FindSubjectAsync(db, candidateId, cancellationToken);
        var champion = championId is { } id && id != candidateId ? await FindSubjectAsync(db, id, cancellationToken) : null;
        var comparison = champion is null ? null : Compare(candidate, champion);
        var changes = champion is null ? null : await CompareSignaturesAsync(candidate, champion, cancellationToken);
        var input = new GateInput(candidate.ToEvidence(), champion?.ToEvidence(), await FindBaselineAsync(db, candidate, cancellationToken), comparison, changes);
        return new TransitionEvidence(
            clock.GetUtcNow().UtcDateTime,
            VerdictOf(rule, champion, comparison),
            input.Candidate,
            input.Champion,
            SameTestRows: champion?.ExperimentId == candidate.ExperimentId,
            CompareMetrics(candidate, champion),
            comparison?.Segments ?? [],
            changes ?? [],
            PromotionGates.Evaluate(input, gateOptions.CurrentValue, rule.Gates));
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
                Evaluation = version.Run!.Evaluation!.Result,
                Data = version.Run.Experiment!.DatasetVersion!,
                Dataset = version.Run.Experiment.DatasetVersion!.Dataset!.Name,
            })
            .SingleAsync(cancellationToken);
        var test = ExperimentJson.ReadEvaluation(row.Evaluation)?.Test;
        return new Subject(versionId, row.Number, row.PackageDigest, row.PackageBytes, row.Run.Title, row.Run.ExperimentId, row.Run.Metric, row.Dataset, row.Data.Number, row.Data.Rows, test);
    }

    private static async Task<MetricValue?> FindBaselineAsync(WorkbenchDbContext db, Subject candidate, CancellationToken cancellationToken)
    {
        if (candidate.Test?.Metrics is not [var metric, ..])
        {
            return null;
        }

        var baseline = await db.Runs.AsNoTracking()
            .Where(run => run.ExperimentId == candidate.ExperimentId && run.Trainer == TrainerFamilies.Baseline && run.Metric == metric.Name && run.TestValue != null)
            .OrderBy(run => run.Number)
            .Select(run => new { run.TestValue, run.TestLow, run.TestHigh })
            .FirstOrDefaultAsync(cancellationToken);
        return baseline is null ? null : new MetricValue(metric.Name, baseline.TestValue!.Value, baseline.TestLow, baseline.TestHigh, metric.HigherIsBetter);
    }

    /// <summary>By the candidate's search metric. Segments carry the search metric of their own run, so that they compare only if both runs had the same.</summary>
    private static ModelComparison? Compare(Subject candidate, Subject champion)
    {
        if (candidate.Test is not { Metrics: [var metric, ..] } ours || champion.Test is not { } theirs || MetricNamed(metric.Name) is not { } definition)
        {
            return null;
        }

        var sameMetric = theirs.Metrics is [var their, ..] && their.Name == metric.Name;
        return ModelComparer.Compare(ours, sameMetric ? theirs : theirs with { Segments = [] }, definition);
    }

    private static List<MetricComparison> CompareMetrics(Subject candidate, Subject? champion)
    {
        var compared = new List<MetricComparison>();
        foreach (var metric in candidate.Test?.Metrics ?? [])
        {
            var theirs = champion?.Test?.Metrics.FirstOrDefault(value => value.Name == metric.Name);
            var comparison = theirs is not null && MetricNamed(metric.Name) is { } definition
                ? ModelComparer.Compare(candidate.Test! with { Segments = [] }, champion!.Test! with { Segments = [] }, definition)
                : null;
            compared.Add(new MetricComparison(metric, theirs, comparison?.Overall?.Gain, comparison?.Outcome ?? ComparisonOutcome.TooFewRows));
        }

        return compared;
    }

    private static IMetric? MetricNamed(string name) => Metrics.All.FirstOrDefault(metric => metric.Name == name);

    private async Task<IReadOnlyList<SignatureChange>> CompareSignaturesAsync(Subject candidate, Subject champion, CancellationToken cancellationToken)
    {
        var ours = await models.GetAsync(candidate.PackageDigest, cancellationToken);
        var theirs = await models.GetAsync(champion.PackageDigest, cancellationToken);
        return SignatureComparison.Compare(ours.Signature, theirs.Signature);
    }

    private static string VerdictOf(StageRule rule, Subject? champion, ModelComparison? comparison) => rule switch
    {
        { To: Stage.Archived, From: Stage.Production } => "Archiving takes this version out of Production: its endpoint will have nothing to answer from until another version takes its place.",
        { To: Stage.Archived } => "Archiving takes this version out of the choice; it can come back by a request.",
        _ when champion is null => "Nothing is in Production yet, so there is nothing to compare with.",
        _ when comparison is null => $"It cannot be compared with version {champion.Number}: the two share no metric on a test split.",
        _ => ComparisonVerdict.Sentence(comparison),
    };

    private sealed record Subject(Guid VersionId, int Number, string PackageDigest, long PackageBytes, string RunTitle, Guid ExperimentId, string? Metric, string Dataset, int DatasetVersion, long DatasetRows, SplitEvaluation? Test)
    {
        public VersionEvidence ToEvidence() => new(VersionId, Number, RunTitle, ExperimentId, Dataset, DatasetVersion, DatasetRows, PackageBytes, Metric, Test?.Rows ?? 0, Test?.Metrics ?? []);
    }
}
