using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Names;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Starts and stops batch predictions: a model scores a dataset version, an uploaded file or logged predictions as a job.</summary>
public sealed class BatchPredictions(
    IDbContextFactory<WorkbenchDbContext> contexts,
    ContentStore contents,
    DatasetCatalog datasets,
    DatasetImporter importer,
    FileReceiver receiver,
    ModelCache models,
    JobLauncher jobs,
    JobCancellation cancellation,
    ChangeLog changes,
    TimeProvider clock)
{
    /// <summary>Starts to score a dataset version. Returns the id of the batch prediction.</summary>
    /// <param name="dataset">Name of the dataset.</param>
    /// <param name="version">If null, the newest version that is not archived.</param>
    /// <exception cref="WorkbenchException">A right is missing, something does not exist, or the columns do not fit the model.</exception>
    public async Task<Guid> StartAsync(Actor actor, string model, string dataset, int? version, BatchOrder order, CancellationToken cancellationToken)
    {
        var (scoring, batch) = await PrepareAsync(actor, model, dataset, version, order, null, cancellationToken);
        return await LaunchAsync(actor, scoring, batch, cancellationToken);
    }

    /// <summary>Receives a file and starts to score its rows. Returns the id of the batch prediction.</summary>
    /// <param name="fileName">The file's name from the uploader. Stored as text, never used as a path.</param>
    /// <param name="cancellationToken">Ends the receipt, and nothing is left. Afterwards, it has no effect.</param>
    /// <exception cref="WorkbenchException">A right is missing, the model does not exist, or the file is too large.</exception>
    public async Task<Guid> StartAsync(
        Actor actor, string model, string fileName, Stream file, DatasetImportOptions options, BatchOrder order, CancellationToken cancellationToken)
    {
        await RequireAsync(actor, order, cancellationToken);
        var scoring = await FindAsync(actor, model, order, cancellationToken);
        return await receiver.ReceiveAsync(
            actor,
            file,
            async (digest, copy) =>
            {
                var batch = NewRow(actor, scoring, order, fileName, uploaded: digest, options: DatasetJson.Write(options));
                var id = await LaunchAsync(actor, scoring, batch, CancellationToken.None);
                // Nobody waits for the job here, so it copies the stored content when its turn comes.
                copy.Dispose();
                return id;
            },
            cancellationToken);
    }

    /// <summary>Starts to score logged predictions again. Returns the id of the batch prediction.</summary>
    /// <exception cref="WorkbenchException">A right is missing, something does not exist, or the window is not valid.</exception>
    public async Task<Guid> StartAsync(Actor actor, string model, LoggedWindow window, BatchOrder order, CancellationToken cancellationToken)
    {
        await RequireAsync(actor, order, cancellationToken);
        actor.Require(Permission.Read, "read logged predictions");
        var (now, name) = (clock.GetUtcNow().UtcDateTime, window.Endpoint ?? model);
        var to = window.To ?? now;
        if (window.From >= to || to > now)
        {
            throw WorkbenchException.Invalid(
                "window_invalid", "The window of the log must begin before its end and must not end in the future. Correct 'from' and 'to'.", column: "log");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var endpoint = await db.ModelEndpoints.AsNoTracking()
            .SingleOrDefaultAsync(row => row.ProjectId == actor.Project.Id && row.Name == name, cancellationToken)
            ?? throw WorkbenchException.NotFound($"endpoint '{name}'");
        var scoring = await FindAsync(actor, model, order, cancellationToken);
        var signature = (await models.GetAsync(scoring.PackageDigest, cancellationToken)).Signature;
        var columns = LoggedInputs.ColumnsOf(signature);
        BatchColumns.Require(columns, signature, order.Keep, order.Explain);
        var options = new DatasetImportOptions { Types = columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal) };
        var batch = NewRow(actor, scoring, order, endpoint.Name, options: DatasetJson.Write(options), log: (endpoint.Id, window.From, to));
        return await LaunchAsync(actor, scoring, batch, cancellationToken);
    }

    /// <summary>Stops the batch prediction, or the import of its result. One that has ended does not change.</summary>
    /// <exception cref="WorkbenchException">The right is missing, or the batch prediction does not exist.</exception>
    public async Task CancelAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batch = await db.BatchPredictions.AsNoTracking()
            .Where(row => row.Id == id && row.ProjectId == actor.Project.Id)
            .Select(row => new { Subject = row.ImportId ?? row.Id })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw BatchPredictionCatalog.NotFound();
        var job = await db.JobRuns.Where(row => row.SubjectId == batch.Subject).Select(row => row.Id).SingleAsync(cancellationToken);
        await cancellation.RequestAsync(actor, job, cancellationToken);
    }

    /// <summary>Checks a request to score a dataset version, and returns its row.</summary>
    /// <param name="schedule">The schedule that requests it. Null if a person does.</param>
    internal async Task<(ScoringVersion Scoring, BatchPrediction Batch)> PrepareAsync(
        Actor actor, string model, string dataset, int? version, BatchOrder order, Guid? schedule, CancellationToken cancellationToken)
    {
        await RequireAsync(actor, order, cancellationToken);
        var data = await datasets.GetVersionAsync(actor, dataset, version, cancellationToken);
        var scoring = await FindAsync(actor, model, order, cancellationToken);
        var signature = (await models.GetAsync(scoring.PackageDigest, cancellationToken)).Signature;
        BatchColumns.Require([.. data.Columns.Select(column => (column.Name, column.Type))], signature, order.Keep, order.Explain);
        await RequireValuesAsync(data, signature, cancellationToken);
        return (scoring, NewRow(actor, scoring, order, data.Dataset, version: data, schedule: schedule));
    }

    /// <summary>Adds a prepared batch prediction and its job to the transaction that ends the job that started it. The caller saves and enqueues.</summary>
    internal async Task<JobRun> AddNextAsync(
        WorkbenchDbContext db, Actor actor, ScoringVersion scoring, BatchPrediction batch, CancellationToken cancellationToken)
    {
        var job = jobs.AddNext<BatchPredictionJob>(db, actor, batch.Id, TitleOf(scoring, batch), JobQueues.Scoring);
        await AddAsync(db, actor, scoring, batch, cancellationToken);
        return job;
    }

    internal static void RequireOutput(Actor actor, BatchOutput output)
    {
        if (output == BatchOutput.Dataset)
        {
            actor.Require(Permission.ManageDatasets, "write predictions into datasets");
        }
    }

    private async Task RequireAsync(Actor actor, BatchOrder order, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Predict, "score rows");
        RequireOutput(actor, order.Output);
        if (order.Output == BatchOutput.Dataset)
        {
            await importer.RequireNameAsync(actor.Project, DatasetNames.Require(order.Into ?? ""), cancellationToken);
        }
    }

    private async Task<ScoringVersion> FindAsync(Actor actor, string model, BatchOrder order, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ScoringVersion.FindAsync(db, actor.Project, model, order.ModelVersion, cancellationToken);
    }

    /// <summary>Reads the columns whose type is another one than the model's, because each of their values must be checked.</summary>
    private async Task RequireValuesAsync(DatasetVersionDetails data, ModelSignature signature, CancellationToken cancellationToken)
    {
        var types = data.Columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        var doubtful = signature with { Columns = [.. signature.Columns.Where(column => !Fits(types[column.Name], column.Type))] };
        if (doubtful.Columns.Count == 0)
        {
            return;
        }

        var path = await contents.MaterializeAsync(data.Digest, cancellationToken);
        long first = 0;
        await foreach (var piece in ArrowTableFile.ReadBatchesAsync(path, [.. doubtful.Columns.Select(column => column.Name)], cancellationToken))
        {
            BatchColumns.RequireFit(() => ColumnMatch.Match(piece, doubtful, first));
            first += piece.RowCount;
        }
    }

    private static bool Fits(ColumnType given, ColumnType wanted) => wanted switch
    {
        ColumnType.Integer or ColumnType.Number => given is ColumnType.Integer or ColumnType.Number,
        ColumnType.Date => given == ColumnType.Date,
        _ => true,
    };

    private BatchPrediction NewRow(
        Actor actor,
        ScoringVersion scoring,
        BatchOrder order,
        string data,
        DatasetVersionDetails? version = null,
        string? uploaded = null,
        string? options = null,
        Guid? schedule = null,
        (Guid Endpoint, DateTime From, DateTime To)? log = null) => new()
    {
        Id = Guid.CreateVersion7(),
        ProjectId = actor.Project.Id,
        ModelVersionId = scoring.Id,
        Data = NameRules.Visible(data),
        DataVersion = version?.Version,
        DatasetVersionId = version?.Id,
        Rows = version?.Rows,
        LogEndpointId = log?.Endpoint,
        LogFrom = log?.From,
        LogTo = log?.To,
        SourceDigest = uploaded,
        Options = options,
        Output = order.Output,
        Into = order.Output == BatchOutput.Dataset ? DatasetNames.Require(order.Into!) : null,
        Keep = order.Keep is { } keep ? DatasetJson.Write(keep) : null,
        Explain = order.Explain,
        ScheduleId = schedule,
        RequestedById = actor.UserId,
        RequestedByName = actor.Name,
        TokenMaker = actor.TokenMaker is { } maker ? DatasetJson.Write(maker) : null,
        CreatedAt = clock.GetUtcNow().UtcDateTime,
    };

    private async Task<Guid> LaunchAsync(Actor actor, ScoringVersion scoring, BatchPrediction batch, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var job = await jobs.AddAsync<BatchPredictionJob>(db, actor, batch.Id, TitleOf(scoring, batch), JobQueues.Scoring, cancellationToken);
        await AddAsync(db, actor, scoring, batch, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.Enqueue(job);
        return batch.Id;
    }

    private Task AddAsync(WorkbenchDbContext db, Actor actor, ScoringVersion scoring, BatchPrediction batch, CancellationToken cancellationToken)
    {
        db.BatchPredictions.Add(batch);
        return changes.RecordAsync(
            db, actor, BatchEvents.Of(scoring), new BatchEvents.Started(batch.Id, scoring.Number, batch.DescribeData(), batch.Into), cancellationToken);
    }

    private static string TitleOf(ScoringVersion scoring, BatchPrediction batch) =>
        $"Score {batch.DescribeData()} with {scoring.Model}, version {scoring.Number}";
}
