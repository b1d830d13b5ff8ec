using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Engine.Datasets.Parquet;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>
/// Scores rows piece by piece, and stores the result as it is written. The result exists only once the job has ended. A job that was killed writes it again
/// from the first row, so that no row is in it twice, but takes the scores of <see cref="BatchPieces"/> instead of scoring those rows again.
/// </summary>
internal sealed class BatchPredictionJob(
    IDbContextFactory<WorkbenchDbContext> contexts,
    ContentStore contents,
    ContentSweeper sweeper,
    StoringLock storing,
    ModelCache models,
    DatasetImporter importer,
    LoggedInputs log,
    JobLauncher jobs,
    ScratchSpace scratch,
    FullDisk fullDisk,
    IOptions<StorageOptions> storage,
    TimeProvider clock) : IJob
{
    /// <summary>Cells scored between two collections. The columns of a piece live too long for the small collections.</summary>
    private const long CellsPerCollection = 4_000_000;

    public static string Kind => "batch";

    public async Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batch = await db.BatchPredictions.AsNoTracking()
            .Include(row => row.Project)
            .Include(row => row.ModelVersion!.Model)
            .Include(row => row.DatasetVersion)
            .SingleAsync(row => row.Id == subjectId, cancellationToken);
        var history = await ScoringVersion.FindHistoryAsync(db, batch.ModelVersionId, cancellationToken);
        try
        {
            // Scoring takes all processors, so it runs off the threads that answer pages.
            await Task.Run(() => ScoreAsync(batch, history, context, cancellationToken), cancellationToken);
        }
        catch (Exception exception) when (!context.HasEnded && fullDisk.Find(exception) is { } full)
        {
            throw full;
        }
    }

    private async Task ScoreAsync(BatchPrediction batch, string? history, JobContext context, CancellationToken cancellationToken)
    {
        context.Report(null, Statement.Of("batch_preparing"));
        using var files = new ImportFiles(storage.Value.ScratchFolder, contents, scratch);
        var package = batch.ModelVersion!.PackageDigest;
        var lookingBack = history is null ? null : await models.FindLookingBackAsync(package, history, cancellationToken);
        var model = lookingBack ?? await models.GetAsync(package, cancellationToken);
        if (batch is { LogEndpointId: { } endpoint, SourceDigest: null })
        {
            batch.SourceDigest = await CopyLogAsync(batch, endpoint, model.Signature, context, cancellationToken);
        }

        var rows = await OpenAsync(batch, files, model, cancellationToken);
        var kept = BatchColumns.Require(rows.Columns, model.Signature, batch.Keep is { } json ? DatasetJson.Read<List<string>>(json) : null, batch.Explain);
        var work = new Work(
            batch,
            context,
            rows,
            new BatchScorer(model, kept, batch.Explain),
            new BatchPieces(contexts, batch.Id, lookingBack is null ? null : history),
            new BatchProgress(context, rows.Count, batch.Seconds, clock));
        await WriteCountsAsync(work, cancellationToken);
        await using var content = contents.Begin();
        var columns = await WriteAsync(work, content, cancellationToken);
        context.Report(1, Statement.Of("batch_storing"));
        await storing.HoldAsync(() => StoreAsync(work, content, columns, cancellationToken), cancellationToken);
    }

    /// <summary>Copies the window of the log, so that every attempt scores the same rows although the log grows and old rows leave it.</summary>
    private async Task<string> CopyLogAsync(
        BatchPrediction batch, Guid endpoint, ModelSignature signature, JobContext context, CancellationToken cancellationToken)
    {
        await using var pieces = log
            .ReadAsync(endpoint, batch.LogFrom!.Value, batch.LogTo!.Value, signature, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        if (!await pieces.MoveNextAsync())
        {
            throw WorkbenchException.Conflict("log_empty", $"There are no {batch.DescribeData()} (UTC). Choose another window.");
        }

        await using var content = contents.Begin();
        await ParquetTableWriter.WriteAsync(LoggedInputs.ColumnsOf(signature), FromFirstAsync(pieces), content, cancellationToken);
        return await storing.HoldAsync(
            async () =>
            {
                var digest = await contents.KeepAsync(content, cancellationToken);
                try
                {
                    await context.WriteAsync(
                        db => db.BatchPredictions
                            .Where(row => row.Id == batch.Id)
                            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SourceDigest, digest), cancellationToken),
                        cancellationToken);
                }
                finally
                {
                    await sweeper.RemoveUnreferencedAsync([digest], CancellationToken.None);
                }

                return digest;
            },
            cancellationToken);
    }

    private async Task<BatchRows> OpenAsync(BatchPrediction batch, ImportFiles files, IScorer model, CancellationToken cancellationToken)
    {
        if (batch.SourceDigest is { } uploaded)
        {
            await files.CopySourceAsync(uploaded, cancellationToken);
            var options = DatasetJson.Read<DatasetImportOptions>(batch.Options!);
            return await BatchRows.OfFileAsync(files, storage.Value, options, model.Signature, cancellationToken);
        }

        return batch.DatasetVersion is { } version
            ? await BatchRows.OfVersionAsync(await contents.MaterializeAsync(version.Digest, cancellationToken), cancellationToken)
            : throw WorkbenchException.Conflict("source_deleted",
                $"Version {batch.DataVersion} of '{batch.Data}' was deleted before it was scored. Choose another version.");
    }

    /// <returns>The columns of the result.</returns>
    private static async Task<IReadOnlyList<(string Name, ColumnType Type)>> WriteAsync(Work work, Stream target, CancellationToken cancellationToken)
    {
        await using var pieces = ScoreAllAsync(work, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await pieces.MoveNextAsync();
        var columns = pieces.Current.Columns.Select(column => (column.Name, column.Type)).ToList();
        if (work.Batch.Output != BatchOutput.Csv)
        {
            await ParquetTableWriter.WriteAsync(columns, FromFirstAsync(pieces), target, cancellationToken);
            return columns;
        }

        await using var writer = new CsvTableWriter(target);
        await foreach (var piece in FromFirstAsync(pieces))
        {
            await writer.WriteAsync(piece, cancellationToken);
        }

        return columns;
    }

    /// <summary>Scores at least one piece: without rows, the result still has columns. A piece is scored while the one before it is written.</summary>
    private static async IAsyncEnumerable<Table> ScoreAllAsync(Work work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scoring = work.Rows.Count == 0 ? ScoreAsync(work, BatchColumns.Empty(work.Rows.Columns), 0, null, cancellationToken) : null;
        long read = 0;
        var uncollected = CellsPerCollection;
        try
        {
            await foreach (var piece in work.Rows.Read(work.Scorer.Columns, cancellationToken))
            {
                uncollected += (long)piece.RowCount * piece.Columns.Count;
                if (uncollected >= CellsPerCollection)
                {
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
                    uncollected = 0;
                }

                var before = scoring;
                var known = await work.Pieces.FindAsync(read, piece.RowCount, work.Scorer.Width, cancellationToken);
                scoring = ScoreAsync(work, piece, read, known, cancellationToken);
                read += piece.RowCount;
                if (before is not null)
                {
                    yield return (await before).Result;
                    await CountAsync(work, await before, cancellationToken);
                }
            }

            yield return (await scoring!).Result;
            await CountAsync(work, await scoring!, cancellationToken);
        }
        finally
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
            if (scoring is not null)
            {
                // If the job ends early, nothing may use the processors any longer. The failure itself is thrown above.
                await ((Task)scoring).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <param name="known">The scores that an earlier attempt saved. If null, the rows are scored.</param>
    private static async Task<Scored> ScoreAsync(Work work, Table rows, long firstRow, double[]? known, CancellationToken cancellationToken)
    {
        var scores = known ?? await work.Scorer.ScoreAsync(rows, firstRow, cancellationToken);
        return new Scored(firstRow, work.Scorer.ToResult(rows, scores), known is null ? scores : null);
    }

    private static async IAsyncEnumerable<Table> FromFirstAsync(IAsyncEnumerator<Table> pieces)
    {
        do
        {
            yield return pieces.Current;
        }
        while (await pieces.MoveNextAsync());
    }

    private static Task CountAsync(Work work, Scored piece, CancellationToken cancellationToken)
    {
        if (piece.New is { } scores)
        {
            work.Pieces.Add(piece.FirstRow, piece.Result.RowCount, scores);
        }

        return work.Progress.Add(piece.Result.RowCount) ? WriteCountsAsync(work, cancellationToken) : Task.CompletedTask;
    }

    private static Task WriteCountsAsync(Work work, CancellationToken cancellationToken)
    {
        var (id, rows, scored, seconds) = (work.Batch.Id, (long?)work.Rows.Count, work.Progress.Scored, work.Progress.Seconds);
        return work.Context.WriteAsync(
            async db =>
            {
                await db.BatchPredictions.Where(row => row.Id == id).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Rows, rows).SetProperty(row => row.Scored, scored).SetProperty(row => row.Seconds, seconds),
                    cancellationToken);
                await work.Pieces.SaveAsync(db, cancellationToken);
            },
            cancellationToken);
    }

    private async Task StoreAsync(Work work, ContentWriter content, IReadOnlyList<(string Name, ColumnType Type)> columns, CancellationToken cancellationToken)
    {
        var seconds = work.Progress.Seconds;
        var digest = await contents.KeepAsync(content, cancellationToken);
        JobRun? import = null;
        try
        {
            await work.Context.EndAsync(
                JobState.Completed,
                null,
                async db =>
                {
                    var row = await db.BatchPredictions.SingleAsync(candidate => candidate.Id == work.Batch.Id, CancellationToken.None);
                    (row.Scored, row.Seconds, row.SourceDigest) = (work.Progress.Scored, seconds, null);
                    (row.ResultBytes, row.ScoredAt) = (content.Length, clock.GetUtcNow().UtcDateTime);
                    await db.BatchPieces.Where(piece => piece.BatchId == work.Batch.Id).ExecuteDeleteAsync(CancellationToken.None);
                    if (work.Batch.Output == BatchOutput.Dataset)
                    {
                        (row.Import, import) = AddImport(db, work.Batch, columns, digest);
                    }
                    else
                    {
                        row.ResultDigest = digest;
                    }
                },
                cancellationToken);
        }
        finally
        {
            // The uploaded file, and after a failure the result. The clean-up is not cancelled.
            await sweeper.RemoveUnreferencedAsync(work.Batch.SourceDigest is { } uploaded ? [digest, uploaded] : [digest], CancellationToken.None);
        }

        if (import is not null)
        {
            jobs.Enqueue(import);
        }
    }

    private (DatasetImport Import, JobRun Job) AddImport(
        WorkbenchDbContext db, BatchPrediction batch, IReadOnlyList<(string Name, ColumnType Type)> columns, string digest) => importer.AddNext(
        db,
        batch.Requester(),
        batch.Into!,
        $"{batch.DescribeData()} by {batch.ModelVersion!.Model!.Name}, version {batch.ModelVersion.Number}",
        new DatasetImportOptions { Types = columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal) },
        digest);

    private sealed record Work(
        BatchPrediction Batch, JobContext Context, BatchRows Rows, BatchScorer Scorer, BatchPieces Pieces, BatchProgress Progress);

    /// <param name="New">The scores to keep. Null if an earlier attempt kept them.</param>
    private sealed record Scored(long FirstRow, Table Result, double[]? New);
}
