using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Computes a drift report, a few columns at a time, so that wide tables need not fit into memory.</summary>
internal sealed class DriftCheckJob(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents, ModelCache models, LoggedPredictions log) : IJob
{
    private const int ColumnsAtATime = 16;

    // The other half of the processors answers pages.
    private static readonly int Threads = Math.Max(1, Environment.ProcessorCount / 2);

    public static string Kind => "drift";

    public async Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var report = await db.DriftReports.AsNoTracking().SingleAsync(row => row.Id == subjectId, cancellationToken);
        if (report.Result is not null)
        {
            return;
        }

        var result = await CompareAsync(db, report, context, cancellationToken);
        var json = DriftJson.Write(result);
        await context.EndAsync(
            JobState.Completed,
            null,
            ending => ending.DriftReports.Where(row => row.Id == subjectId).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Result, json).SetProperty(row => row.Drifted, result.DatasetDrifted).SetProperty(row => row.DriftedShare, result.DriftedShare), CancellationToken.None),
            cancellationToken);
    }

    private async Task<DriftResult> CompareAsync(WorkbenchDbContext db, DriftReport report, JobContext context, CancellationToken cancellationToken)
    {
        var inputs = await DriftInputs.ReadAsync(db, report, cancellationToken);
        context.Report(0, Statement.Of("drift_reading_model"));
        var lookingBack = inputs.CurrentDigest is { } newest ? await models.FindLookingBackAsync(inputs.PackageDigest, newest, cancellationToken) : null;
        var model = lookingBack ?? await models.GetAsync(inputs.PackageDigest, cancellationToken);
        var reference = await DriftReference.OpenAsync(await models.FindBaselineAsync(inputs.PackageDigest, cancellationToken), inputs, contents, cancellationToken);
        var current = inputs.CurrentDigest is { } digest
            ? CurrentRows.Of(await contents.MaterializeAsync(digest, cancellationToken))
            : CurrentRows.Of(await log.ReadAsync(report.ModelVersionId, report.From!.Value, report.To!.Value, reference.Columns, model.Signature, cancellationToken));

        var parts = new List<DriftResult>();
        foreach (var group in reference.Columns.Chunk(ColumnsAtATime))
        {
            context.Report((double)parts.Count * ColumnsAtATime / reference.Columns.Count, group.Length > 1
                ? Statement.Of("drift_comparing_columns", ("first", group[0].Name), ("last", group[^1].Name))
                : Statement.Of("drift_comparing_column", ("column", group[0].Name)));
            string[] names = [.. group.Select(column => column.Name)];
            parts.Add(await reference.CompareAsync(names, await current.ReadAsync(names, cancellationToken), inputs.Importance, Threads, cancellationToken));
        }

        if (parts.Count == 0)
        {
            throw new EngineException("drift_no_columns", "The model uses no column of its training data, so no column can be compared.");
        }

        context.Report(1, Statement.Of("drift_comparing_predictions"));
        var inputDrift = DriftDetector.Summarise(
            [.. parts.SelectMany(part => part.Features)], parts[0].ReferenceRows, parts.Max(part => part.CurrentRows), [.. parts.SelectMany(part => part.Skipped)]);
        return inputDrift with
        {
            Target = await current.ReadTargetAsync(inputs.Target, cancellationToken) is { } target
                ? await reference.CompareTargetAsync(target, cancellationToken)
                : FeatureDrift.NotTested(inputs.Target, DriftSubject.Target, current.WithoutTarget(inputs.Target)),
            Prediction = await ComparePredictionsAsync(model, reference, current, cancellationToken),
        };
    }

    private static async Task<FeatureDrift> ComparePredictionsAsync(
        IScorer model, DriftReference reference, CurrentRows current, CancellationToken cancellationToken)
    {
        try
        {
            return reference.ComparePredictions(await current.PredictAsync(model, cancellationToken));
        }
        catch (SignatureException unfit)
        {
            return FeatureDrift.NotTested(PredictionColumn.Name(model.Signature.Target), DriftSubject.Prediction, $"The model cannot score these rows. {unfit.Message}");
        }
    }
}
