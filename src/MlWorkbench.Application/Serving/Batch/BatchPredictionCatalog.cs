using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Reads batch predictions and their results.</summary>
public sealed class BatchPredictionCatalog(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents, IOptions<BatchOptions> options)
{
    private static readonly ListOrders<BatchPrediction, Guid> Orders = new ListOrders<BatchPrediction, Guid>(batch => batch.Id)
        .By("created", batch => batch.CreatedAt)
        .By("model", batch => batch.ModelVersion!.Model!.Name, descending: false)
        .By("data", batch => batch.Data, descending: false);

    /// <summary>
    /// Lists batch predictions, sorted by <c>created</c> (default), <c>model</c> or <c>data</c>. <see cref="ListQuery.Search"/> matches models and data.
    /// </summary>
    /// <param name="model">If omitted, those of all models.</param>
    public async Task<Page<BatchPredictionDetails>> ListAsync(Actor actor, ListQuery query, string? model, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batches = Batches(db, actor).Where(batch => model == null || batch.ModelVersion!.Model!.Name == model);
        if (query.Pattern is { } pattern)
        {
            batches = batches.Where(batch => ListQuery.Matches(batch.ModelVersion!.Model!.Name, pattern) || ListQuery.Matches(batch.Data, pattern));
        }

        var total = await batches.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(batches, query, cancellationToken);
        return slice.ToPage(await ReadAsync(db, slice.Rows, cancellationToken), total);
    }

    /// <exception cref="WorkbenchException">The batch prediction does not exist.</exception>
    public async Task<BatchPredictionDetails> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await ReadAsync(db, Batches(db, actor).Where(batch => batch.Id == id), cancellationToken)).SingleOrDefault() ?? throw NotFound();
    }

    /// <exception cref="WorkbenchException">The batch prediction does not exist, or has no file.</exception>
    public async Task<BatchFile> GetFileAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var batch = await GetAsync(actor, id, cancellationToken);
        if (batch.Output == BatchOutput.Dataset)
        {
            throw WorkbenchException.Conflict("batch_in_dataset", $"The result is a version of the dataset '{batch.Into}'. Download that version.");
        }

        if (batch.State != JobState.Completed)
        {
            throw WorkbenchException.Conflict("batch_incomplete", "The batch prediction has no result, because it is not completed. Read its state first.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var digest = await db.BatchPredictions.Where(row => row.Id == id).Select(row => row.ResultDigest).SingleAsync(cancellationToken)
            ?? throw new WorkbenchException(ErrorKind.NotFound, "batch_file_deleted",
                $"The file was deleted after {options.Value.RetentionDays} days (Batch:RetentionDays). Score the rows again.");
        var name = batch switch
        {
            { DataVersion: { } version } => $"{batch.Data} v{version}",
            { LogFrom: not null } => $"predictions of {batch.Data}",
            _ => Path.GetFileNameWithoutExtension(batch.Data),
        };
        return new BatchFile(await contents.MaterializeAsync(digest, cancellationToken), $"{name} by {batch.Model} v{batch.ModelVersion}", batch.Output);
    }

    internal static WorkbenchException NotFound() => WorkbenchException.NotFound("such batch prediction");

    private static IQueryable<BatchPrediction> Batches(WorkbenchDbContext db, Actor actor)
    {
        actor.Require(Permission.Read, "see batch predictions");
        return db.BatchPredictions.AsNoTracking().Where(batch => batch.ProjectId == actor.Project.Id);
    }

    internal static async Task<IReadOnlyList<BatchPredictionDetails>> ReadAsync(
        WorkbenchDbContext db, IQueryable<BatchPrediction> batches, CancellationToken cancellationToken)
    {
        var subjects = await batches
            .Select(batch => new { batch.Id, Subject = batch.ImportId ?? batch.Id })
            .ToDictionaryAsync(batch => batch.Id, batch => batch.Subject, cancellationToken);
        var ids = subjects.Values.ToList();
        var current = db.JobRuns.AsNoTracking().Where(job => ids.Contains(job.SubjectId));
        var jobs = (await JobCatalog.ReadAsync(db, current, cancellationToken)).ToDictionary(job => job.SubjectId);
        // After the jobs, so that the result of a completed job is in these rows.
        var rows = await batches
            .Select(batch => new
            {
                Batch = batch,
                Model = batch.ModelVersion!.Model!.Name,
                batch.ModelVersion.Number,
                IsNew = batch.Import != null && batch.Import.IsNew,
                Version = batch.Import!.Version == null ? null : new { batch.Import.Version.Dataset!.Name, batch.Import.Version.Number },
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row =>
        {
            var job = jobs[subjects[row.Batch.Id]];
            return new BatchPredictionDetails
            {
                Id = row.Batch.Id,
                Model = row.Model,
                ModelVersion = row.Number,
                Data = row.Batch.Data,
                DataVersion = row.Batch.DataVersion,
                LogFrom = row.Batch.LogFrom,
                LogTo = row.Batch.LogTo,
                Description = row.Batch.DescribeData(),
                Output = row.Batch.Output,
                Into = row.Batch.Into,
                Rows = row.Batch.Rows,
                Scored = row.Batch.Scored,
                RowsPerSecond = row.Batch.Seconds > 0 ? row.Batch.Scored / row.Batch.Seconds : null,
                Job = job,
                State = StateOf(row.Batch, job),
                Version = row.Version is { } version ? new ImportResult(version.Name, version.Number, row.IsNew) : null,
                FileBytes = row.Batch.ResultDigest is null ? null : row.Batch.ResultBytes,
                RequestedByName = row.Batch.RequestedByName,
                CreatedAt = row.Batch.CreatedAt,
            };
        })];
    }

    /// <summary>For a dataset, the prediction runs until the import of its result has ended.</summary>
    private static JobState StateOf(BatchPrediction batch, JobSummary job) => (job.State, job.SubjectId == batch.Id) switch
    {
        (JobState.Completed, true) when batch.Output == BatchOutput.Dataset => JobState.Running,
        (JobState.Queued, false) => JobState.Running,
        _ => job.State,
    };
}
