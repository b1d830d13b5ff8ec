using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Parts;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Evaluations;

/// <summary>The evaluations of a run at the end of its search: one on validation rows, and one on the test split if there is one.</summary>
internal static class RunEvaluations
{
    /// <summary>Parts that comparisons of models read.</summary>
    public static IReadOnlyList<string> Compared { get; } = [MetricsPart.Kind, SegmentsPart.Kind];

    public static IReadOnlyList<string> All { get; } = [MetricsPart.Kind, SegmentsPart.Kind, CurvesPart.Kind, ConfusionPart.Kind, ImportancePart.Kind];

    /// <summary>Writes the evaluations of a run in the caller's transaction, in place of earlier ones.</summary>
    /// <param name="datasetVersionId">The version that the run was trained on.</param>
    public static async Task ReplaceAsync(WorkbenchDbContext db, Guid runId, Guid? datasetVersionId, RunEvaluation evaluation, DateTime now, CancellationToken cancellationToken)
    {
        await OfSearch(db).Where(row => row.SubjectId == runId).ExecuteDeleteAsync(cancellationToken);
        db.Evaluations.Add(New(EvaluationSplit.Validation, evaluation.Validation, evaluation.Test is null ? evaluation.Importance : []));
        if (evaluation.Test is { } test)
        {
            db.Evaluations.Add(New(EvaluationSplit.Test, test, evaluation.Importance));
        }

        Evaluation New(EvaluationSplit split, SplitEvaluation result, IReadOnlyList<FeatureImportance> importance)
        {
            var row = new Evaluation
            {
                Id = Guid.CreateVersion7(),
                SubjectKind = EvaluationSubject.Run,
                SubjectId = runId,
                DatasetVersionId = datasetVersionId,
                Split = split,
                Source = Evaluation.OfSearch,
                CreatedAt = now,
            };
            row.Parts.AddRange(Split(result, importance));
            return row;
        }
    }

    /// <summary>Reads the evaluations of runs in one query. Parts of other kinds are empty, and runs without an evaluation are missing.</summary>
    /// <param name="kinds">Kinds of parts to read, with those of the metrics.</param>
    public static async Task<IReadOnlyDictionary<Guid, RunEvaluation>> ReadAsync(
        WorkbenchDbContext db, IReadOnlyCollection<Guid> runIds, IReadOnlyList<string> kinds, CancellationToken cancellationToken)
    {
        var rows = await OfSearch(db).AsNoTracking()
            .Where(evaluation => runIds.Contains(evaluation.SubjectId))
            .Select(evaluation => new { evaluation.SubjectId, evaluation.Split, Parts = evaluation.Parts.Where(part => kinds.Contains(part.Kind)).ToList() })
            .ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.SubjectId).ToDictionary(run => run.Key, run =>
        {
            var validation = run.Single(row => row.Split == EvaluationSplit.Validation).Parts;
            var test = run.SingleOrDefault(row => row.Split == EvaluationSplit.Test)?.Parts;
            return new RunEvaluation(Join(validation), test is null ? null : Join(test), Find<ImportancePart>(test ?? validation)?.Columns ?? []);
        });
    }

    public static async Task<RunEvaluation?> FindAsync(WorkbenchDbContext db, Guid runId, IReadOnlyList<string> kinds, CancellationToken cancellationToken) =>
        (await ReadAsync(db, [runId], kinds, cancellationToken)).GetValueOrDefault(runId);

    /// <summary>Reads the runs that have a test evaluation.</summary>
    public static async Task<IReadOnlyDictionary<Guid, JudgedRun>> ReadTestedAsync(WorkbenchDbContext db, IReadOnlyCollection<Guid> runIds, CancellationToken cancellationToken)
    {
        var rows = await OfSearch(db).AsNoTracking()
            .Where(evaluation => runIds.Contains(evaluation.SubjectId) && evaluation.Split == EvaluationSplit.Test)
            .Select(evaluation => new
            {
                evaluation.SubjectId,
                evaluation.DatasetVersionId,
                Predictions = db.RunArtifacts.Where(artifact => artifact.RunId == evaluation.SubjectId && artifact.Path == SearchProtocol.TestFile).Select(artifact => artifact.Digest).FirstOrDefault(),
                Parts = evaluation.Parts.Where(part => Compared.Contains(part.Kind)).ToList(),
            })
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.SubjectId, row => new JudgedRun(row.DatasetVersionId, row.Predictions, Join(row.Parts)));
    }

    /// <summary>Reads the importance of a run's columns alone. Empty if it was not computed.</summary>
    public static async Task<IReadOnlyList<FeatureImportance>> GetImportanceAsync(WorkbenchDbContext db, Guid runId, CancellationToken cancellationToken)
    {
        var parts = await OfSearch(db).AsNoTracking()
            .Where(evaluation => evaluation.SubjectId == runId)
            .SelectMany(evaluation => evaluation.Parts)
            .Where(part => part.Kind == ImportancePart.Kind)
            .ToListAsync(cancellationToken);
        return Find<ImportancePart>(parts)?.Columns ?? [];
    }

    private static IQueryable<Evaluation> OfSearch(WorkbenchDbContext db) =>
        db.Evaluations.Where(evaluation => evaluation.SubjectKind == EvaluationSubject.Run && evaluation.Source == Evaluation.OfSearch);

    private static IEnumerable<EvaluationPart> Split(SplitEvaluation result, IReadOnlyList<FeatureImportance> importance)
    {
        yield return EvaluationPart.Of(new MetricsPart(result.Rows, result.Metrics));
        if (result.Segments.Count > 0)
        {
            yield return EvaluationPart.Of(new SegmentsPart(result.Segments));
        }

        if ((result.Roc ?? result.PrecisionRecall ?? result.Calibration ?? result.Residuals) is not null)
        {
            yield return EvaluationPart.Of(new CurvesPart(result.Roc, result.PrecisionRecall, result.Calibration, result.Residuals));
        }

        if (result.Confusion is { } matrix)
        {
            yield return EvaluationPart.Of(new ConfusionPart(matrix));
        }

        if (importance.Count > 0)
        {
            yield return EvaluationPart.Of(new ImportancePart(importance));
        }
    }

    private static SplitEvaluation Join(IReadOnlyList<EvaluationPart> parts)
    {
        var metrics = Find<MetricsPart>(parts);
        var curves = Find<CurvesPart>(parts);
        return new SplitEvaluation
        {
            Rows = metrics?.Rows ?? 0,
            Metrics = metrics?.Metrics ?? [],
            Segments = Find<SegmentsPart>(parts)?.Segments ?? [],
            Roc = curves?.Roc,
            PrecisionRecall = curves?.PrecisionRecall,
            Calibration = curves?.Calibration,
            Confusion = Find<ConfusionPart>(parts)?.Matrix,
            Residuals = curves?.Residuals,
        };
    }

    private static TPart? Find<TPart>(IReadOnlyList<EvaluationPart> parts)
        where TPart : class, IEvaluationPart<TPart> =>
        parts.FirstOrDefault(part => part.Kind == TPart.Kind) is { } row ? TPart.Read(row.Result, row.Format) : null;
}
